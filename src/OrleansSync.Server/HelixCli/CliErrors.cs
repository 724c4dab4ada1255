using Microsoft.AspNetCore.Diagnostics;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.HelixCli;

/// <summary>Failed calls as the Helix CLI reads them: a status and <c>{"error": "text"}</c>.</summary>
internal static class CliErrors
{
    /// <summary>Answers with an error.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new CliError(message), CliJson.Default.CliError, contentType: null, context.RequestAborted);
    }

    /// <summary>Answers for whatever a handler threw.</summary>
    public static Task HandleAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is SyncException { RetryAfter: { } delay })
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(delay.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return exception switch
        {
            SyncException expected => WriteAsync(context, StatusOf(expected.Error), expected.Message),
            BadHttpRequestException bad => WriteAsync(context, bad.StatusCode, bad.Message),
            System.Text.Json.JsonException => WriteAsync(context, StatusCodes.Status400BadRequest, "The body is not the JSON that this call takes."),
            TimeoutException => WriteAsync(context, StatusCodes.Status504GatewayTimeout, "The server did not finish in time; whether the change was made is not known."),
            _ => WriteAsync(
                context, StatusCodes.Status500InternalServerError, $"The server failed. Its log has the cause under the request id {RequestIdMiddleware.Get(context)}."),
        };
    }

    /// <summary>The status of an error.</summary>
    public static int StatusOf(SyncError error) => error switch
    {
        SyncError.InvalidArgument or SyncError.RequestIdReused => StatusCodes.Status400BadRequest,
        SyncError.BillingRequired => StatusCodes.Status402PaymentRequired,
        SyncError.AccessDenied or SyncError.WrongKind => StatusCodes.Status403Forbidden,
        SyncError.NotFound or SyncError.SourceMissing => StatusCodes.Status404NotFound,
        SyncError.NameTaken or SyncError.EtagMismatch or SyncError.DeploymentUnderWay => StatusCodes.Status409Conflict,
        SyncError.MetastoreUnavailable or SyncError.ArtifactsUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
