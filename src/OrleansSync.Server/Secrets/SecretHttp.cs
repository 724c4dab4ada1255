using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>Asks a service of secrets: repeats what failed for now, within a time; says what went wrong without what was answered.</summary>
internal sealed partial class SecretHttp(IOptions<SecretOptions> options, TimeProvider clock, ILogger<SecretHttp> logger) : IDisposable
{
    private const int AnswerSizeMax = 2 * 1024 * 1024;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    // A token must not follow a redirect.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = AnswerSizeMax,
    };

    /// <summary>The text that <paramref name="read"/> finds in the answer.</summary>
    /// <param name="reference">For messages.</param>
    /// <param name="make">Makes the request, once for each attempt.</param>
    /// <param name="read">The secret in the answer; null when it is not there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException"><see cref="SyncError.SecretUnavailable"/>, <see cref="SyncError.SecretRefused"/>.</exception>
    public async Task<SecretValue> GetAsync(SecretReference reference, Func<HttpRequestMessage> make, Func<JsonElement, string?> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.ReadTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(reference, make, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode ? Read(reference, body, read) : throw Failure(reference, response.StatusCode);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"The {reference} could not be read within {options.Value.ReadTimeout.TotalSeconds:0.#} s (Secrets:ReadTimeout).", exception);
        }
        catch (HttpRequestException exception)
        {
            throw Unavailable($"The {reference} could not be read: the service cannot be reached ({exception.HttpRequestError}).", exception);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(SecretReference reference, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var delay = options.Value.ReadRetryDelay;
        for (var attempt = 1; ; attempt++, delay *= 2)
        {
            var isLast = attempt > options.Value.ReadRetriesMax;
            TimeSpan wait;
            try
            {
                using var request = make();
                var response = await client.SendAsync(request, cancellationToken);
                if (isLast || !IsForNow(response.StatusCode))
                {
                    return response;
                }

                wait = WaitOf(response.Headers.RetryAfter) ?? delay;
                LogRepeated(reference.ToString(), (int)response.StatusCode, wait);
                response.Dispose();
            }
            catch (HttpRequestException exception) when (!isLast && exception.HttpRequestError is not HttpRequestError.SecureConnectionError)
            {
                wait = delay;
                LogLost(reference.ToString(), exception.HttpRequestError, wait);
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    // 472 and 473 are a standby of Vault, 412 one that has not caught up.
    private static bool IsForNow(HttpStatusCode status) => (int)status is 412 or 429 or 472 or 473 or >= 500;

    private static SecretValue Read(SecretReference reference, byte[] body, Func<JsonElement, string?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement) is { Length: > 0 } text
                ? new SecretValue(text)
                : throw new SyncException(SyncError.SecretRefused, $"The service has an answer for {reference}, but no text of that name in it, or an empty one.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Neither the body nor the parser's message, which quotes it. A proxy's page goes away, so this is for now.
            throw Unavailable($"The service's answer for {reference} is not what was asked for; check the address, and whether a proxy answers instead.", null);
        }
    }

    private static SyncException Failure(SecretReference reference, HttpStatusCode status) => (int)status switch
    {
        401 or 403 => new SyncException(SyncError.SecretRefused, $"The service does not let the server read {reference} (HTTP {(int)status}): check the token's or identity's policy, and that the secret is enabled."),
        404 => new SyncException(SyncError.SecretRefused, $"The service has no {reference} (HTTP 404), or its newest version was deleted."),
        var code when IsForNow(status) => Unavailable($"The service cannot give {reference} for now (HTTP {code}).", null),
        var code => new SyncException(SyncError.SecretRefused, $"The service refused the request for {reference} (HTTP {code}); check the reference and the service's address."),
    };

    private static SyncException Unavailable(string message, Exception? cause) => new(SyncError.SecretUnavailable, message, cause) { RetryAfter = RetryAfter };

    [LoggerMessage(LogLevel.Warning, "Reading {Reference} got HTTP {Status} and is repeated in {Delay}.")]
    private partial void LogRepeated(string reference, int status, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "Reading {Reference} failed ({Error}) and is repeated in {Delay}.")]
    private partial void LogLost(string reference, HttpRequestError error, TimeSpan delay);
}
