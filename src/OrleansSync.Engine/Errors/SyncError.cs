namespace OrleansSync.Engine.Errors;

/// <summary>
/// What went wrong, as a caller may branch on it. The name, in upper snake case, is the reason of the ErrorInfo that a
/// gRPC caller receives; the status beside each code is the one it is sent with. Codes are added, never renamed.
/// </summary>
public enum SyncError
{
    /// <summary>A field's value is missing or wrong; nothing was changed. INVALID_ARGUMENT, with a BadRequest.</summary>
    InvalidArgument,

    /// <summary>The request id was used before for another request; nothing was changed. INVALID_ARGUMENT.</summary>
    RequestIdReused,

    /// <summary>There is nothing with that id. NOT_FOUND.</summary>
    NotFound,

    /// <summary>Another resource has that name; nothing was changed. ALREADY_EXISTS.</summary>
    NameTaken,

    /// <summary>The resource was changed since the caller read it; nothing was changed now. ABORTED.</summary>
    EtagMismatch,

    /// <summary>The key is the last admin key; without it nobody could make another. FAILED_PRECONDITION.</summary>
    LastAdminKey,

    /// <summary>The metastore cannot be reached, or refused the connection; nothing was half-written. UNAVAILABLE, with a RetryInfo.</summary>
    MetastoreUnavailable,

    /// <summary>The metastore's schema does not fit this server. FAILED_PRECONDITION; at start the server stops with it.</summary>
    SchemaIncompatible,

    /// <summary>SharePoint cannot be reached, or failed; nothing is known to be wrong with the call. UNAVAILABLE, with a RetryInfo.</summary>
    SharePointUnavailable,

    /// <summary>The budget of resource units, or the service's own throttle, is used up for now. RESOURCE_EXHAUSTED, with a RetryInfo.</summary>
    SharePointThrottled,

    /// <summary>No token was given: the tenant, the app or its credential is wrong. FAILED_PRECONDITION.</summary>
    SharePointSignInFailed,

    /// <summary>The app lacks a permission on the site. FAILED_PRECONDITION.</summary>
    SharePointAccessDenied,

    /// <summary>SharePoint refused the call, and will refuse it again. FAILED_PRECONDITION.</summary>
    SharePointRefused,

    /// <summary>The site or the list is not there any more; rows and items are left alone. FAILED_PRECONDITION.</summary>
    ListGone,

    /// <summary>A stored delta link is not one that SharePoint gave. FAILED_PRECONDITION.</summary>
    DeltaLinkMalformed,

    /// <summary>A user's database cannot be reached, or refused the work for now. UNAVAILABLE, with a RetryInfo.</summary>
    TableUnavailable,

    /// <summary>A table is not what its definition was saved for: dropped, a column renamed or retyped. FAILED_PRECONDITION.</summary>
    TableChanged,

    /// <summary>A user's database lacks a right that syncing its table needs, or is a standby. FAILED_PRECONDITION.</summary>
    TableRefused,

    /// <summary>Another resource still needs this one; nothing was changed. FAILED_PRECONDITION.</summary>
    ResourceInUse,

    /// <summary>A definition cannot run: it is a draft, or its table or a list is not as it was when it was saved. FAILED_PRECONDITION.</summary>
    DefinitionIncomplete,

    /// <summary>The place where a secret is kept cannot be reached. UNAVAILABLE, with a RetryInfo.</summary>
    SecretUnavailable,

    /// <summary>A secret is not there, may not be read, or cannot be decrypted. FAILED_PRECONDITION.</summary>
    SecretRefused,

    /// <summary>A run is not in a state for that: it has ended, does not wait, or is being cancelled. FAILED_PRECONDITION.</summary>
    RunRefused,

    /// <summary>This version does not run definitions of that direction. FAILED_PRECONDITION.</summary>
    DirectionNotSupported,

    /// <summary>The workspace has no billing; nothing was created. FAILED_PRECONDITION.</summary>
    BillingRequired,

    /// <summary>The caller is no member of the workspace, or their role is too low. PERMISSION_DENIED.</summary>
    AccessDenied,

    /// <summary>The workspace is not an enterprise one, or the cluster is of the other kind. FAILED_PRECONDITION.</summary>
    WrongKind,

    /// <summary>The cluster has a deployment that has not ended. FAILED_PRECONDITION.</summary>
    DeploymentUnderWay,

    /// <summary>Nothing was deployed to the cluster yet. NOT_FOUND.</summary>
    SourceMissing,

    /// <summary>The store of sources and build inputs cannot be used. UNAVAILABLE, with a RetryInfo.</summary>
    ArtifactsUnavailable,

    /// <summary>A definition that lookups point to has never run, so that no row could find its parent's item. FAILED_PRECONDITION.</summary>
    ParentNotRun,
}
