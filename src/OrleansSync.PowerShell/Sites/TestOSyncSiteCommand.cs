using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Tests what the app may do in a site, by doing it in a list of its own that is deleted afterwards. Takes up to a minute and about 100 resource units.</summary>
/// <example>
/// <code>Test-OSyncSite https://contoso.sharepoint.com/sites/Team</code>
/// <para>Tests a site.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSite | Test-OSyncSite | Where-Object { -not $_.Passed } | Select-Object -ExpandProperty Problems</code>
/// <para>Says what is wrong with any of them.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OSyncSite")]
[OutputType(typeof(OSyncSiteTest), typeof(bool))]
public sealed class TestOSyncSiteCommand : ServerCommand
{
    /// <summary>The site, by address or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId", "Id")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    /// <summary>Emits only whether nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Site;
        var resource = KnownResources.Get<SiteResource>();
        var id = await ResolveAsync(resource, Site, cancellationToken);
        var site = await CallAsync((calls, options) => resource.Get(calls, id, options), cancellationToken);
        var test = await SiteTester.TestAsync(this, site, cancellationToken);
        World.Write(IsOn(Quiet) ? test.Passed : test);
    }
}
