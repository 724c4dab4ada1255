using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Sites;

/// <summary>Finds sites.</summary>
internal sealed class SiteDirectory(SetupCalls calls)
{
    /// <summary>The site of an address; null when there is none, or the app may not see it (3.2).</summary>
    public Task<Site?> FindAsync(Uri webUrl, CancellationToken cancellationToken)
    {
        var path = webUrl.AbsolutePath.Trim('/');
        return calls.FindAsync(path.Length == 0 ? $"sites/{webUrl.Host}" : $"sites/{webUrl.Host}:/{path}", GraphJsonContext.Default.Site, "find the site", cancellationToken);
    }

    /// <summary>Sites that match a text (3.3). Does not work for an app that was granted single sites only.</summary>
    public Task<List<Site>> SearchAsync(string text, CancellationToken cancellationToken) =>
        calls.ListAsync($"sites?search={Uri.EscapeDataString(text)}", GraphJsonContext.Default.GraphCollectionSite, "search sites", cancellationToken);
}
