using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Tests a connection with live probes: what the app may do in each of its declared sites. Takes up to a minute a site.</summary>
/// <example>
/// <code>Test-OSyncConnection Contoso</code>
/// <para>Tests all sites of a connection.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-OSyncConnection Contoso -Quiet)) { throw 'The app lacks a right.' }</code>
/// <para>Fails a pipeline when anything is wrong.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OSyncConnection")]
[OutputType(typeof(OSyncSiteTest), typeof(bool))]
public sealed class TestOSyncConnectionCommand : ServerCommand
{
    /// <summary>The connection, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    /// <summary>Emits only whether nothing is wrong with any site.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Connection;
        var id = await ResolveAsync(KnownResources.Get<ConnectionResource>(), Connection, cancellationToken);
        var (any, passed) = (false, true);
        await foreach (var site in KnownResources.Get<SiteResource>().ListAllAsync(Server, "", id, cancellationToken))
        {
            var test = await SiteTester.TestAsync(this, site, cancellationToken);
            (any, passed) = (true, passed && test.Passed);
            if (!IsOn(Quiet))
            {
                World.Write(test);
            }
        }

        if (!any)
        {
            World.Warn($"The connection '{Connection}' has no declared site, so nothing was tested; declare one with New-OSyncSite.");
        }

        if (IsOn(Quiet))
        {
            World.Write(any && passed);
        }
    }
}
