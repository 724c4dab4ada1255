using System.Management.Automation;
using System.Net;
using System.Security;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Opens a session with a server and uses it for all later cmdlets of this runspace. The key is taken from -Key, from -KeyFile, from the variable ORLEANSSYNC_KEY or ORLEANSSYNC_KEY_FILE, or from the file that a server on this machine wrote.</summary>
/// <example>
/// <code>Connect-OSync</code>
/// <para>Connects to the server on this machine with the key that it wrote for its operator.</para>
/// </example>
/// <example>
/// <code>Connect-OSync https://sync.contoso.com:7443 -KeyFile /run/secrets/orleanssync -Authority ca.pem</code>
/// <para>Connects from a pipeline, and trusts the authority of the company.</para>
/// </example>
/// <example>
/// <code>$session = Connect-OSync https://sync:7443 -Key (Read-Host -AsSecureString) -Thumbprint $thumbprint</code>
/// <para>Trusts one certificate, whoever signed it, and keeps the session for -Session.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "OSync")]
[OutputType(typeof(OSyncSession))]
public sealed class ConnectOSyncCommand : OSyncCommand
{
    /// <summary>The address, https://host:port; plain http to this machine only. Without it ORLEANSSYNC_ADDRESS, else https://localhost:7443.</summary>
    [Parameter(Position = 0)]
    public string? Address { get; set; }

    /// <summary>The key, as New-OSyncApiKey gave it.</summary>
    [Parameter]
    public SecureString? Key { get; set; }

    /// <summary>A file that holds the key.</summary>
    [Parameter]
    public string? KeyFile { get; set; }

    /// <summary>The server's certificate is trusted when this is its SHA-256 (or SHA-1) in hexadecimal, whoever signed it.</summary>
    [Parameter]
    public string? Thumbprint { get; set; }

    /// <summary>A PEM file with the authority that is trusted instead of those of the machine.</summary>
    [Parameter]
    public string? Authority { get; set; }

    /// <summary>How long one call may take when no -TimeoutSec says otherwise, in seconds; 100 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int CallTimeoutSec { get; set; } = 100;

    internal SessionOpener Opener { get; set; } = SessionOpener.OfThisMachine;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Address;
        var session = await Opener.OpenAsync(
            new SessionRequest
            {
                Address = Address,
                Key = Key is null ? null : new NetworkCredential("", Key).Password,
                KeyFile = KeyFile is null ? null : World.PathOf(KeyFile),
                Thumbprint = Thumbprint,
                AuthorityFile = Authority is null ? null : World.PathOf(Authority),
                Timeout = TimeSpan.FromSeconds(CallTimeoutSec),
            },
            cancellationToken);
        // The older one stays open: somebody may have kept it for -Session.
        World.Session = session;
        World.Write(session);
    }
}
