using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using OrleansSync.Emulator.Control;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Throttling;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Graph;

/// <summary>Graph over HTTP: reads a request, has it answered, writes the answer.</summary>
internal sealed class GraphEndpoint(TenantState tenant, TokenBook tokens, GraphPipeline pipeline, BatchExecution batches, FaultBook faults, Counters counters, TrafficFeed traffic, ResourceMeter meter, TimeProvider realTime)
{
    private const string JsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    /// <summary>Answers an app, which needs a token.</summary>
    public Task ForAppAsync(HttpContext context) => HandleAsync(context, "/v1.0", isPerson: false);

    /// <summary>Answers a person of the control API: no token, no metering.</summary>
    public Task ForPersonAsync(HttpContext context) => HandleAsync(context, "/_emulator/graph/v1.0", isPerson: true);

    private async Task HandleAsync(HttpContext context, string prefix, bool isPerson)
    {
        var start = realTime.GetTimestamp();
        counters.Enter();
        try
        {
            using var reply = new GraphReply();
            var requestId = tenant.Ids.Next();
            var headers = new HttpRequestHeaders(context.Request.Headers);
            var root = $"{context.Request.Scheme}://{context.Request.Host}{prefix}";
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget[prefix.Length..];
            JsonDocument? body = null;
            GraphRequest? request = null;
            try
            {
                var token = isPerson ? null : tokens.Check(context.Request.Headers.Authorization.ToString());
                body = await ReadBodyAsync(context);
                request = new GraphRequest(context.Request.Method, new RequestTarget(target), headers, body?.RootElement)
                {
                    Token = token,
                    Person = isPerson ? PersonOf(context) : null,
                    Root = root,
                    RequestId = requestId,
                };
                await AnswerAsync(request, reply, context.RequestAborted);
            }
            catch (GraphException refusal)
            {
                pipeline.Refuse(new GraphRequest(context.Request.Method, new RequestTarget("/"), headers, null) { Token = null, Root = root, RequestId = requestId }, reply, refusal);
                reply.Finish();
                counters.Add(reply.Kind, reply.Status, 0, isThrottled: false);
            }
            finally
            {
                body?.Dispose();
            }

            Tell(context.Request.Method, request?.Path ?? target.Split('?')[0], reply, isPerson, isMember: false, realTime.GetElapsedTime(start).TotalMilliseconds);
            await WriteAsync(context, reply, requestId);
        }
        finally
        {
            counters.Leave();
        }
    }

    private async ValueTask AnswerAsync(GraphRequest request, GraphReply reply, CancellationToken cancellationToken)
    {
        if (request.Segments is not ["$batch"])
        {
            await pipeline.ExecuteAsync(request, reply, cancellationToken);
            return;
        }

        if (request.Method != "POST")
        {
            throw Refusals.NoMethod(tenant.Switches.UnknownMethodAs405);
        }

        reply.Kind = OperationKind.Batch;
        var effects = faults.Strike(OperationKind.Batch, request);
        if (effects.Delay > TimeSpan.Zero)
        {
            await Task.Delay(effects.Delay, realTime, cancellationToken);
        }

        if (effects.Refusal is { } refusal)
        {
            throw refusal;
        }

        var watched = traffic.IsWatched;
        await batches.ExecuteAsync(request, reply, (member, answer) =>
        {
            if (watched)
            {
                Tell(member.Method, member.Path, answer, request.Person is not null, isMember: true, 0);
            }
        }, cancellationToken);
        reply.IsLost |= effects.IsLost;
        counters.Add(OperationKind.Batch, reply.Status, 0, isThrottled: false);
    }

    private void Tell(string method, string path, GraphReply reply, bool isPerson, bool isMember, double milliseconds)
    {
        var (kind, status, units) = (reply.Kind, reply.Status, reply.Units);
        traffic.Add(number => new(number, realTime.GetUtcNow(), method, path, kind, isPerson, isMember, status, units, milliseconds, meter.Read()));
    }

    private static async Task<JsonDocument?> ReadBodyAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return null;
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new GraphException(400, "BadRequest", "Write requests (excluding DELETE) must contain the Content-Type header declaration.");
        }

        try
        {
            return await JsonDocument.ParseAsync(request.Body, default, context.RequestAborted);
        }
        catch (JsonException)
        {
            throw new GraphException(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        }
    }

    private static (string Name, string Email) PersonOf(HttpContext context) =>
        (context.Request.Headers["x-person-name"].FirstOrDefault() ?? "Emulator page", context.Request.Headers["x-person-email"].FirstOrDefault() ?? "page@contoso.example");

    private static async Task WriteAsync(HttpContext context, GraphReply reply, Guid requestId)
    {
        if (reply.IsLost)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = reply.Status;
        response.Headers["request-id"] = requestId.ToString();
        response.Headers["client-request-id"] = context.Request.Headers["client-request-id"].FirstOrDefault() ?? requestId.ToString();
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.HasBody)
        {
            response.ContentType = JsonType;
            response.ContentLength = reply.Body.Length;
            await response.Body.WriteAsync(reply.Body, context.RequestAborted);
        }
    }
}
