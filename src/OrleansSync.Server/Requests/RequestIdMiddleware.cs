using OrleansSync.Engine.Identity;

namespace OrleansSync.Server.Requests;

/// <summary>
/// Gives every call an id that is in its log lines, its answer's headers and its errors: the caller's
/// <c>x-request-id</c> (up to 128 of the characters A-Z a-z 0-9 . _ -), else a new one.
/// </summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, IIdSource ids, ILogger<RequestIdMiddleware> logger)
{
    /// <summary>The header, in the request and in the answer.</summary>
    public const string Header = "x-request-id";

    private const int LengthMax = 128;
    private static readonly object Key = new();

    /// <summary>The id of the call.</summary>
    public static string Get(HttpContext context) => context.Items[Key] as string ?? "";

    /// <summary>What a log line says of the call.</summary>
    public static IReadOnlyDictionary<string, object> ScopeOf(string requestId) => new Dictionary<string, object> { ["RequestId"] = requestId };

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        var requestId = IsUsable(given) ? given : ids.Next().ToString("N");
        context.Items[Key] = requestId;
        context.Response.Headers[Header] = requestId;
        RequestContext.Set(RequestIdGrainFilter.ContextKey, requestId);
        using (logger.BeginScope(ScopeOf(requestId)))
        {
            await next(context);
        }
    }

    // What is logged and sent back must not be able to forge a log line or a header.
    private static bool IsUsable(string text) =>
        text.Length is > 0 and <= LengthMax && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
