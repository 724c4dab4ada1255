using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Gets the session of this runspace: the server, the key's name and its role. Emits nothing when there is none.</summary>
/// <example>
/// <code>Get-OSyncSession</code>
/// <para>Shows where cmdlets go, and with which role.</para>
/// </example>
/// <example>
/// <code>if (-not (Get-OSyncSession)) { Connect-OSync }</code>
/// <para>Connects only when it is needed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncSession")]
[OutputType(typeof(OSyncSession))]
public sealed class GetOSyncSessionCommand : ServerCommand
{
    internal override bool NeedsSession => false;

    internal override Task RunAsync(CancellationToken cancellationToken)
    {
        if ((Session ?? World.Session) is { IsOpen: true } open)
        {
            World.Write(open);
        }

        return Task.CompletedTask;
    }
}
