namespace OrleansSync.Engine.Databases;

/// <summary>How a connection to PostgreSQL is secured, as libpq names it. The numbers are stored and never change.</summary>
public enum TlsMode
{
    /// <summary>Not given: <see cref="VerifyFull"/>, and for a loopback host <see cref="Prefer"/>.</summary>
    Unspecified = 0,

    /// <summary>Never encrypted; only on loopback.</summary>
    Disable = 1,

    /// <summary>Encrypted when the server can.</summary>
    Prefer = 2,

    /// <summary>Encrypted, whoever answers.</summary>
    Require = 3,

    /// <summary>The certificate's authority is checked.</summary>
    VerifyCa = 4,

    /// <summary>The authority and the host name are checked.</summary>
    VerifyFull = 5,
}
