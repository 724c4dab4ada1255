using System.Globalization;
using Grpc.Core;

namespace OrleansSync.Server.Errors;

/// <summary>
/// Answers INVALID_ARGUMENT when the bytes of a request are not its message. gRPC for .NET says UNKNOWN then, before any
/// interceptor runs, which a caller could not tell from a fault of the server.
/// </summary>
internal sealed class UnreadableMessageMiddleware(RequestDelegate next)
{
    private static readonly object Reached = new();

    /// <summary>Notes that the message was read and the service is about to run.</summary>
    public static void MarkReached(HttpContext context) => context.Items[Reached] = Reached;

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var headers = context.Response.Headers;
        if (context.Response.HasStarted
            || context.Items.ContainsKey(Reached)
            || headers["grpc-status"] != ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture))
        {
            return;
        }

        await RichError.WriteAsync(context, RichError.Refusal(
            StatusCode.InvalidArgument,
            "MESSAGE_UNREADABLE",
            "The request's bytes are not the message of this method, or a text in it is not valid UTF-8; nothing was changed.",
            context));
    }
}
