using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.SharePoint.Graph;

/// <summary>
/// Sends single calls to Graph: token, headers, one renewal after a 401, Retry-After to the budget. It decides nothing about what a status means
/// for a row, and takes no budget by itself for calls whose lease the caller has.
/// </summary>
internal sealed partial class GraphClient(HttpClient http, GraphEndpoints endpoints, IGraphTokens tokens, IBudget budget, IIdSource ids, SharePointOptions options, TimeProvider time, ILogger<GraphClient> logger)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The limits.</summary>
    public SharePointOptions Options => options;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How many batches may be in flight.</summary>
    public InFlightLimit InFlight { get; } = new(options.BatchesInFlightMax);

    /// <summary>Asks the budget for units.</summary>
    public Task<BudgetAnswer> LeaseAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken) =>
        budget.AcquireAsync(definition, Math.Min(units, GraphCosts.LeaseMax), priority, cancellationToken);

    /// <summary>Takes all of these units, or throws when there are not as many before a while has passed.</summary>
    /// <param name="definition">For whom.</param>
    /// <param name="units">How many.</param>
    /// <param name="priority">For what.</param>
    /// <param name="doing">What is tried, for the error.</param>
    /// <param name="waitMax">How long to wait; zero for not at all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task TakeAsync(SyncDefinitionId definition, int units, BudgetPriority priority, string doing, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + waitMax;
        while (units > 0)
        {
            switch (await LeaseAsync(definition, units, priority, cancellationToken))
            {
                case BudgetAnswer.Granted granted:
                    units -= granted.Units;
                    break;
                case BudgetAnswer.RetryAt retry when retry.At <= until:
                    var wait = retry.At - time.GetUtcNow();
                    await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
                    break;
                case BudgetAnswer.RetryAt retry:
                    throw GraphFailure.OfBudget(doing, retry.At, time.GetUtcNow());
            }
        }
    }

    /// <summary>Sends a request and reads its whole answer. Never throws for a status or a broken connection.</summary>
    /// <exception cref="SyncException">No token was given.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it was sent.</exception>
    public async Task<GraphAnswer> SendAsync(GraphRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(null, cancellationToken);
        var answer = await SendOnceAsync(request, token, cancellationToken);
        if (answer.Status == 401)
        {
            // 1.8: once. A token that is refused although it is good has been seen too.
            answer.Dispose();
            token = await tokens.GetAsync(token, cancellationToken);
            answer = await SendOnceAsync(request, token, cancellationToken);
        }

        if (answer.RetryAt is { } at)
        {
            await CloseUntilAsync(at, cancellationToken);
        }

        return answer;
    }

    /// <summary>The service asked to wait: the whole tenant waits, and fewer batches fly.</summary>
    public async Task CloseUntilAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        InFlight.Throttled();
        LogThrottled(logger, at);
        await budget.CloseUntilAsync(at, cancellationToken);
    }

    /// <summary>When a Retry-After of so many seconds ends; null for the usual one.</summary>
    public DateTimeOffset RetryAt(TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? options.RetryAfterDefault;
        return time.GetUtcNow() + (wait > options.RetryAfterMax ? options.RetryAfterMax : wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    private async Task<GraphAnswer> SendOnceAsync(GraphRequest request, string token, CancellationToken cancellationToken)
    {
        using var message = Make(request, token);
        using var timeout = new CancellationTokenSource(request.Timeout ?? options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        PooledBuffer? body = null;
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            body = await ReadAsync(response, either.Token);
            var isThreshold = (int)response.StatusCode == 429 && GraphError.Read(body.Written.Span).IsThreshold;
            var isThrottled = (int)response.StatusCode is 429 or 503 && !isThreshold;
            return new(GraphDelivery.Answered, (int)response.StatusCode, body)
            {
                IsThreshold = isThreshold,
                RetryAt = isThrottled ? RetryAt(Delay(response)) : null,
                Location = response.Headers.Location,
                RequestId = response.Headers.TryGetValues("request-id", out var values) ? values.FirstOrDefault() : null,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            body?.Dispose();
            var neverSent = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
            LogBroken(logger, exception.GetType().Name, neverSent);
            return new(neverSent ? GraphDelivery.NotSent : GraphDelivery.Lost, 0, null);
        }
    }

    private HttpRequestMessage Make(GraphRequest request, string token)
    {
        var message = new HttpRequestMessage(request.Method, AddressOf(request.Path)) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.TryAddWithoutValidation("client-request-id", ids.Next().ToString());
        if (request.IfMatch is not null)
        {
            message.Headers.TryAddWithoutValidation("If-Match", request.IfMatch);
        }

        if (request.Prefer is not null)
        {
            message.Headers.TryAddWithoutValidation("Prefer", request.Prefer);
        }

        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = Json } };
        }

        return message;
    }

    private Uri AddressOf(string path)
    {
        if (!path.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return new Uri($"{endpoints.GraphRoot.AbsoluteUri}/{path}");
        }

        // A link comes from storage; a token goes to nobody but Graph.
        var address = new Uri(path);
        return endpoints.Owns(address) ? address : throw new SyncException(SyncError.DeltaLinkMalformed, "A link does not lead to Microsoft Graph; read the list anew.");
    }

    private async Task<PooledBuffer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new PooledBuffer((int)Math.Min(response.Content.Headers.ContentLength + 1 ?? 16_384, options.AnswerSizeMax));
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.GetMemory(1), cancellationToken)) > 0)
            {
                buffer.Advance(read);
                if (buffer.Length > options.AnswerSizeMax)
                {
                    throw new HttpRequestException("The answer is larger than AnswerSizeMax.");
                }
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private TimeSpan? Delay(HttpResponseMessage response)
    {
        var retryAfter = response.Headers.RetryAfter;
        var asked = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - time.GetUtcNow() : null);
        var reset = response.Headers.TryGetValues("RateLimit-Reset", out var values)
            && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;

        // 10.4: the larger of the two.
        return asked is null || reset > asked ? reset ?? asked : asked;
    }

    [LoggerMessage(LogLevel.Warning, "Microsoft Graph asks to wait until {Until}.")]
    private static partial void LogThrottled(ILogger logger, DateTimeOffset until);

    [LoggerMessage(LogLevel.Warning, "A call of Microsoft Graph broke ({Kind}); surely not sent: {NeverSent}.")]
    private static partial void LogBroken(ILogger logger, string kind, bool neverSent);
}
