using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Closes a session; later cmdlets need Connect-OSync again.</summary>
/// <example>
/// <code>Disconnect-OSync</code>
/// <para>Closes the session of this runspace.</para>
/// </example>
/// <example>
/// <code>Disconnect-OSync -Session $session</code>
/// <para>Closes another one.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "OSync")]
[OutputType(typeof(void))]
public sealed class DisconnectOSyncCommand : ServerCommand
{
    internal override Task RunAsync(CancellationToken cancellationToken)
    {
        var session = Server;
        session.Dispose();
        if (ReferenceEquals(World.Session, session))
        {
            World.Session = null;
        }

        return Task.CompletedTask;
    }
}
