using System.Globalization;
using System.Management.Automation;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace OrleansSync.PowerShell.Errors;

/// <summary>Reads a failed call: its status, and the google.rpc details in the trailer <c>grpc-status-details-bin</c>.</summary>
internal static class RpcErrors
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The error as PowerShell shows it.</summary>
    /// <param name="exception">The failed call.</param>
    /// <param name="target">What the call was about; null for nothing in particular.</param>
    public static OSyncError Read(RpcException exception, string? target)
    {
        var details = Details(exception);
        // Field 1 of google.rpc.ErrorInfo is called reason today; this version of the package has its first name.
        var reason = Find<ErrorInfo>(details)?.Type ?? "";
        var violations = Find<BadRequest>(details)?.FieldViolations.Select(violation => new OSyncFieldViolation(violation.Field, violation.Description)).ToArray() ?? [];
        var message = exception.Status.Detail.Length > 0 ? exception.Status.Detail : $"The server answered {exception.StatusCode} and said nothing more.";
        // The first sentence of a refusal with several fields names the first; a person wants to see them all.
        var text = violations.Length > 1 ? $"{message}{string.Concat(violations.Select(violation => $"\n  {violation}"))}" : message;
        var delay = Find<RetryInfo>(details)?.RetryDelay?.ToTimeSpan();
        return new OSyncError(reason.Length > 0 ? Pascal(reason) : $"{exception.StatusCode}", CategoryOf(exception.StatusCode), text)
        {
            Target = target,
            Violations = violations,
            RetryDelay = delay,
            RequestId = Find<RequestInfo>(details)?.RequestId ?? "",
            RecommendedAction = ActionOf(exception.StatusCode, reason, delay),
            IsFatal = exception.StatusCode is StatusCode.Unauthenticated || (exception.StatusCode is StatusCode.Unavailable && reason.Length == 0),
        };
    }

    private static ErrorCategory CategoryOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => ErrorCategory.InvalidArgument,
        StatusCode.NotFound => ErrorCategory.ObjectNotFound,
        StatusCode.AlreadyExists => ErrorCategory.ResourceExists,
        StatusCode.Aborted => ErrorCategory.InvalidData,
        StatusCode.FailedPrecondition => ErrorCategory.InvalidOperation,
        StatusCode.Unauthenticated => ErrorCategory.AuthenticationError,
        StatusCode.PermissionDenied => ErrorCategory.PermissionDenied,
        StatusCode.ResourceExhausted => ErrorCategory.LimitsExceeded,
        StatusCode.Unavailable => ErrorCategory.ResourceUnavailable,
        StatusCode.DeadlineExceeded => ErrorCategory.OperationTimeout,
        StatusCode.Unimplemented => ErrorCategory.NotImplemented,
        StatusCode.Cancelled => ErrorCategory.OperationStopped,
        _ => ErrorCategory.NotSpecified,
    };

    private static string ActionOf(StatusCode code, string reason, TimeSpan? delay) => (code, reason) switch
    {
        (_, "ETAG_MISMATCH") => "Somebody changed it since it was read: read it again, or give -Force to change it all the same.",
        (_, "NAME_TAKEN") => "Choose another name, or change the one that is there with the Set- cmdlet.",
        (_, "REQUEST_ID_REUSED") => "Draw a new request id.",
        (_, "LAST_ADMIN_KEY") => "Make another admin key first.",
        (_, "RESOURCE_IN_USE") => "Remove what still needs it first; the message names it.",
        (_, "DEFINITION_INCOMPLETE") => "Look at its property Missing, and fill in what is named there with Set-OSyncDefinition.",
        (StatusCode.Unauthenticated, _) => "Call Connect-OSync with a valid key.",
        (StatusCode.PermissionDenied, _) => "Use a key with a higher role; Get-OSyncSession shows the role of this one.",
        (StatusCode.Unavailable, "") => "Check the address, the certificate's trust and that the server runs; then call Connect-OSync again.",
        (StatusCode.Unimplemented, _) => "The server is older than this module: update it, or use the module of its version.",
        _ when delay is { } wait => string.Create(CultureInfo.InvariantCulture, $"Repeat it after {wait.TotalSeconds:0.#} s."),
        _ => "",
    };

    private static T? Find<T>(Status? status)
        where T : class, IMessage<T>, new() => status?.Details.FirstOrDefault(any => any.Is(new T().Descriptor))?.Unpack<T>();

    private static Status? Details(RpcException exception)
    {
        var bytes = exception.Trailers.FirstOrDefault(entry => entry.Key == DetailsTrailer)?.ValueBytes;
        try
        {
            return bytes is null ? null : Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // A proxy may have cut it off; the status alone still says what happened.
            return null;
        }
    }

    private static string Pascal(string reason) =>
        string.Concat(reason.Split('_').Select(word => word.Length == 0 ? "" : $"{char.ToUpperInvariant(word[0])}{word[1..].ToLowerInvariant()}"));
}
