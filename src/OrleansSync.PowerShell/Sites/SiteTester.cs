using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Lets the server test a site.</summary>
internal static class SiteTester
{
    /// <summary>Tests a site; takes up to a minute.</summary>
    public static async Task<OSyncSiteTest> TestAsync(ServerCommand command, V1.SharePointSite site, CancellationToken cancellationToken)
    {
        command.World.ShowProgress("Testing", site.SiteUrl, percent: -1, isDone: false);
        var answer = await command.CallAsync(
            (calls, options) => new V1.SharePointSites.SharePointSitesClient(calls).TestSharePointSiteAsync(new V1.TestSharePointSiteRequest { Id = site.Id }, options), cancellationToken);
        command.World.ShowProgress("Testing", site.SiteUrl, percent: 100, isDone: true);
        return OSyncSiteTest.From(answer) with { SiteId = site.Id, SiteUrl = site.SiteUrl };
    }
}
