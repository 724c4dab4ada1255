namespace OrleansSync.PowerShell.Sessions;

/// <summary>What a session is opened with.</summary>
internal sealed record SessionRequest
{
    /// <summary>The server's address; null takes <c>ORLEANSSYNC_ADDRESS</c>, else the server's own default.</summary>
    public string? Address { get; init; }

    /// <summary>The key; null looks for a file.</summary>
    public string? Key { get; init; }

    /// <summary>The file with the key; null looks where a server on this machine writes it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The certificate that is trusted whoever signed it: SHA-256 of it in hexadecimal, or SHA-1.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>A PEM file with the authority that is trusted instead of the machine's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
