using System.Text.Json;
using Grpc.Core;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Errors;

/// <summary>The one place that says which gRPC status and which reason a <see cref="SyncError"/> has.</summary>
internal static class SyncErrorStatus
{
    /// <summary>The status of an error.</summary>
    public static StatusCode Of(SyncError error) => error switch
    {
        SyncError.InvalidArgument or SyncError.RequestIdReused => StatusCode.InvalidArgument,
        SyncError.NotFound => StatusCode.NotFound,
        SyncError.NameTaken => StatusCode.AlreadyExists,
        SyncError.EtagMismatch => StatusCode.Aborted,
        SyncError.SecretRefused or SyncError.ResourceInUse or SyncError.RunRefused or SyncError.DirectionNotSupported or SyncError.DefinitionIncomplete or SyncError.LastAdminKey or SyncError.SchemaIncompatible or SyncError.TableChanged or SyncError.TableRefused => StatusCode.FailedPrecondition,
        SyncError.SharePointSignInFailed or SyncError.SharePointAccessDenied or SyncError.SharePointRefused or SyncError.ListGone or SyncError.DeltaLinkMalformed => StatusCode.FailedPrecondition,
        SyncError.SecretUnavailable or SyncError.MetastoreUnavailable or SyncError.TableUnavailable or SyncError.SharePointUnavailable => StatusCode.Unavailable,
        SyncError.SharePointThrottled => StatusCode.ResourceExhausted,
        SyncError.ParentNotRun or SyncError.BillingRequired or SyncError.WrongKind or SyncError.DeploymentUnderWay => StatusCode.FailedPrecondition,
        SyncError.AccessDenied => StatusCode.PermissionDenied,
        SyncError.SourceMissing => StatusCode.NotFound,
        SyncError.ArtifactsUnavailable => StatusCode.Unavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "The error has no status; give it one here."),
    };

    /// <summary>The reason in the ErrorInfo: the error's name in upper snake case.</summary>
    public static string ReasonOf(SyncError error) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(error.ToString());
}
