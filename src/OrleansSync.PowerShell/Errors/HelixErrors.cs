using System.Management.Automation;
using Grpc.Core;
using OrleansSync.Helix.Client;

namespace OrleansSync.PowerShell.Errors;

/// <summary>What the library for Helix projects refuses, in the words of PowerShell.</summary>
internal static class HelixErrors
{
    /// <summary>The error.</summary>
    public static OSyncError Read(HelixClientException exception) => new($"Helix{exception.Error}", CategoryOf(exception.Error), InWordsOfPowerShell(exception.Message))
    {
        RecommendedAction = ActionOf(exception.Error),
        RequestId = exception.InnerException is RpcException rpc ? RpcErrors.Read(rpc, target: null).RequestId : "",
        IsFatal = exception.Error is HelixClientError.Unreachable,
    };

    private static ErrorCategory CategoryOf(HelixClientError error) => error switch
    {
        HelixClientError.InvalidArgument or HelixClientError.UnsafePath => ErrorCategory.InvalidArgument,
        HelixClientError.NoProject or HelixClientError.NotFound => ErrorCategory.ObjectNotFound,
        HelixClientError.BadProjectFile => ErrorCategory.ParserError,
        HelixClientError.Refused => ErrorCategory.PermissionDenied,
        HelixClientError.Unreachable => ErrorCategory.ResourceUnavailable,
        HelixClientError.NeedsConfirmation => ErrorCategory.InvalidOperation,
        HelixClientError.Cancelled => ErrorCategory.OperationStopped,
        HelixClientError.DeployFailed => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };

    private static string ActionOf(HelixClientError error) => error switch
    {
        HelixClientError.NeedsConfirmation => "Give -Yes, or the parameter that names what is meant: -Workspace, -Project, -Cluster, -Instance or -Prefer.",
        HelixClientError.NoProject => "Call Initialize-HelixProject in the project's folder first, or give -Path.",
        HelixClientError.Unreachable => "Check the address and that the server runs; then call Connect-OSync again.",
        HelixClientError.DeployFailed => "Get-HelixDeployment shows how it ended.",
        _ => "",
    };

    // The library speaks of the CLI's options.
    private static string InWordsOfPowerShell(string message) => message
        .Replace("'--yes'", "-Yes", StringComparison.Ordinal)
        .Replace("--yes", "-Yes", StringComparison.Ordinal)
        .Replace("'helix init'", "Initialize-HelixProject", StringComparison.Ordinal)
        .Replace("'helix add'", "Add-HelixCloud", StringComparison.Ordinal);
}
