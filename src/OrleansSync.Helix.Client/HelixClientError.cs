namespace OrleansSync.Helix.Client;

/// <summary>Why a command did nothing, or stopped.</summary>
public enum HelixClientError
{
    /// <summary>Something that was given is wrong or missing.</summary>
    InvalidArgument,

    /// <summary>There is no project here.</summary>
    NoProject,

    /// <summary>The project file is not right.</summary>
    BadProjectFile,

    /// <summary>The server knows nothing by that name or id.</summary>
    NotFound,

    /// <summary>The server refused the call.</summary>
    Refused,

    /// <summary>The server cannot be reached.</summary>
    Unreachable,

    /// <summary>An answer is needed and nobody can be asked.</summary>
    NeedsConfirmation,

    /// <summary>Somebody said no.</summary>
    Cancelled,

    /// <summary>A path would lead out of the project.</summary>
    UnsafePath,

    /// <summary>The deploy failed.</summary>
    DeployFailed,
}
