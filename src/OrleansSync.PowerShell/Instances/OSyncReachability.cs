namespace OrleansSync.PowerShell.Instances;

/// <summary>How far a connection came.</summary>
public enum OSyncReachability
{
    /// <summary>Reached.</summary>
    Reached = 1,

    /// <summary>Unknown host.</summary>
    UnknownHost = 2,

    /// <summary>Refused.</summary>
    Refused = 3,

    /// <summary>Unreachable.</summary>
    Unreachable = 4,

    /// <summary>Timed out.</summary>
    TimedOut = 5,

    /// <summary>Tls failed.</summary>
    TlsFailed = 6,

    /// <summary>Sign in failed.</summary>
    SignInFailed = 7,

    /// <summary>No such database.</summary>
    NoSuchDatabase = 8,

    /// <summary>Not ready.</summary>
    NotReady = 9,
}
