namespace OrleansSync.Engine.Databases;

/// <summary>How far a connection came. Added to, never renamed.</summary>
public enum Reachability
{
    /// <summary>It was opened.</summary>
    Reached,

    /// <summary>The host's name is not known.</summary>
    UnknownHost,

    /// <summary>The host refused it: nobody listens at the port.</summary>
    Refused,

    /// <summary>The host could not be reached, or what answers is no PostgreSQL.</summary>
    Unreachable,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,

    /// <summary>The connection could not be secured as asked for.</summary>
    TlsFailed,

    /// <summary>The role, its password, or where it comes from was refused.</summary>
    SignInFailed,

    /// <summary>The server has no such database.</summary>
    NoSuchDatabase,

    /// <summary>The server takes no connections for now: it starts, stops, or has too many.</summary>
    NotReady,
}
