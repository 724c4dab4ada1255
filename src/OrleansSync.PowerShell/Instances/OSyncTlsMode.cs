namespace OrleansSync.PowerShell.Instances;

/// <summary>How a connection is secured, as libpq names it.</summary>
public enum OSyncTlsMode
{
    /// <summary>Never encrypted. Only on loopback.</summary>
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
