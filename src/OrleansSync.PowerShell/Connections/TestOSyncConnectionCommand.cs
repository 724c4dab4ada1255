using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Tests a connection with live probes: what the app may do in each of its declared sites, or in the one that is given. Takes up to a minute a site.</summary>
/// <example>
/// <code>Test-OSyncConnection Contoso</code>
/// <para>Tests all sites of a connection.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-OSyncConnection Contoso -Quiet)) { throw 'The app lacks a right.' }</code>
/// <para>Fails a pipeline when anything is wrong.</para>
/// </example>
/// <example>
/// <code>(Test-OSyncConnection Contoso -SiteUrl https://contoso.sharepoint.com/sites/Sales).Features</code>
/// <para>Shows what the app may do in a site that is not declared yet, and the least that it needs.</para>
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

    /// <summary>Tests in this site, declared or not, instead of the declared ones.</summary>
    [Parameter]
    public string? SiteUrl { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Connection;
        var id = await ResolveAsync(KnownResources.Get<ConnectionResource>(), Connection, cancellationToken);
        var (any, passed) = (false, true);
        if (SiteUrl is { } url)
        {
            Tell(await TestAsync(id, url, cancellationToken));
            return;
        }

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
            World.Warn($"The connection '{Connection}' has no declared site, so only signing in and searching were tested; give -SiteUrl, or declare one with New-OSyncSite.");
            Tell(await TestAsync(id, "", cancellationToken));
            return;
        }

        if (IsOn(Quiet))
        {
            World.Write(any && passed);
        }
    }

    private void Tell(OSyncSiteTest test) => World.Write(IsOn(Quiet) ? test.Passed : test);

    private async Task<OSyncSiteTest> TestAsync(string id, string siteUrl, CancellationToken cancellationToken)
    {
        var request = new V1.TestSharePointConnectionRequest { Id = id, SiteUrl = siteUrl };
        var answer = await CallAsync((calls, options) => new V1.SharePointConnections.SharePointConnectionsClient(calls).TestSharePointConnectionAsync(request, options), cancellationToken);
        return OSyncSiteTest.From(answer) with { SiteUrl = siteUrl };
    }
}
