using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Requests;
using Status = Google.Rpc.Status;

namespace OrleansSync.Server.Errors;

/// <summary>A failed call as a caller sees it: a status and google.rpc details in the trailer grpc-status-details-bin.</summary>
internal static class RichError
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "orleanssync";

    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The answer to an expected failure.</summary>
    public static Status From(SyncException exception, HttpContext context)
    {
        var status = Refusal(SyncErrorStatus.Of(exception.Error), SyncErrorStatus.ReasonOf(exception.Error), exception.Message, context);
        if (!exception.Violations.IsEmpty)
        {
            var badRequest = new BadRequest();
            badRequest.FieldViolations.AddRange(exception.Violations.Select(violation =>
                new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Problem }));
            status.Details.Add(Any.Pack(badRequest));
        }

        if (exception.RetryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status;
    }

    /// <summary>An answer with a reason of its own.</summary>
    public static Status Refusal(StatusCode code, string reason, string message, HttpContext context) => new()
    {
        Code = (int)code,
        Message = message,
        Details =
        {
            // Field 1 of google.rpc.ErrorInfo is called reason today; this version of the package has its first name.
            Any.Pack(new ErrorInfo { Domain = Domain, Type = reason }),
            Any.Pack(new RequestInfo { RequestId = RequestIdMiddleware.Get(context) }),
        },
    };

    /// <summary>The exception that carries the status to a gRPC caller.</summary>
    public static RpcException ToRpcException(Status status) =>
        new(new Grpc.Core.Status((StatusCode)status.Code, status.Message), new Metadata { { DetailsTrailer, status.ToByteArray() } });

    /// <summary>Answers outside a gRPC handler, where there is no exception to throw: the status goes into the headers of an empty answer.</summary>
    public static async Task WriteAsync(HttpContext context, Status status)
    {
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        if (!isGrpc)
        {
            context.Response.StatusCode = (StatusCode)status.Code switch
            {
                StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
                StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status503ServiceUnavailable,
            };
            await context.Response.WriteAsync(status.Message, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        context.Response.Headers[DetailsTrailer] = Convert.ToBase64String(status.ToByteArray());
        await context.Response.CompleteAsync();
    }
}
