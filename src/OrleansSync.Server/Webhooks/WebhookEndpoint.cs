using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OrleansSync.SharePoint.Webhooks;

namespace OrleansSync.Server.Webhooks;

/// <summary>
/// Answers Microsoft 365: the handshake of a new subscription, and notifications, which it puts into the queue and accepts at once; a slow answer would
/// make the service hold back the next ones (sharepoint-graph.md 8.3, 8.5). Everybody may call it, so it says nothing about what it knows.
/// </summary>
internal sealed partial class WebhookEndpoint(WebhookKey key, WebhookQueue queue, IOptions<WebhookOptions> options, ILogger<WebhookEndpoint> logger)
{
    /// <summary>Where it is on this server.</summary>
    public const string Path = "/webhooks/sharepoint";

    private const int TokenLengthMax = 4096;

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.Query.TryGetValue("validationToken", out var given))
        {
            await GreetAsync(context, given.ToString());
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = options.Value.BodySizeMax;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            context.Response.StatusCode = Take(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
        }
    }

    // 8.3: the token itself, decoded, as plain text.
    private static async Task GreetAsync(HttpContext context, string token)
    {
        if (token.Length is 0 or > TokenLengthMax)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(token, context.RequestAborted);
    }

    private int Take(ReadOnlyMemory<byte> body)
    {
        try
        {
            var (ours, foreign) = NotificationReader.Read(body, key.Get());
            var dropped = ours.Count(notification => !queue.TryAdd(notification));
            if (foreign > 0 || dropped > 0)
            {
                LogIgnored(foreign, dropped);
            }

            return StatusCodes.Status202Accepted;
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Notifications of lists were ignored: {Foreign} without a client state of this server, {Dropped} for which there was no room (Webhooks:WaitingMax).")]
    private partial void LogIgnored(int foreign, int dropped);
}
