using System.Collections.Immutable;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Lists;
using OrleansSync.SharePoint.Sites;

namespace OrleansSync.SharePoint.Connections;

/// <summary>Looks at tenants over Graph.</summary>
internal sealed class GraphTenantDirectory(GraphConnections connections) : ITenantDirectory
{
    /// <inheritdoc/>
    public async Task<FoundSite?> FindSiteAsync(Guid connectionId, Uri siteUrl, CancellationToken cancellationToken) =>
        await new SiteDirectory(await CallsAsync(connectionId, cancellationToken)).FindAsync(siteUrl, cancellationToken) is { } site ? ToFound(site) : null;

    /// <inheritdoc/>
    public async Task<ImmutableArray<FoundSite>> SearchSitesAsync(Guid connectionId, string text, CancellationToken cancellationToken) =>
        [.. (await new SiteDirectory(await CallsAsync(connectionId, cancellationToken)).SearchAsync(text.Length == 0 ? "*" : text, cancellationToken)).Select(ToFound)];

    /// <inheritdoc/>
    public async Task<ImmutableArray<FoundList>> ListListsAsync(Guid connectionId, string siteGraphId, CancellationToken cancellationToken) =>
        [.. (await new ListDirectory(await CallsAsync(connectionId, cancellationToken)).ListAsync(siteGraphId, cancellationToken)).Select(list => new FoundList(list.Id, list.DisplayName))];

    /// <inheritdoc/>
    public async Task<FoundList?> FindListAsync(Guid connectionId, string siteGraphId, Guid list, CancellationToken cancellationToken) =>
        await new ListDirectory(await CallsAsync(connectionId, cancellationToken)).FindAsync(siteGraphId, list, cancellationToken) is { } found ? new FoundList(found.Id, found.DisplayName) : null;

    /// <inheritdoc/>
    public async Task<ImmutableArray<KnownColumn>> ListColumnsAsync(Guid connectionId, string siteGraphId, Guid list, CancellationToken cancellationToken)
    {
        var columns = await new ColumnDirectory(await CallsAsync(connectionId, cancellationToken)).ListAsync($"sites/{Uri.EscapeDataString(siteGraphId)}/lists/{list}", cancellationToken);
        return [.. columns.Select(ToKnown)];
    }

    /// <summary>A column as the catalog keeps it.</summary>
    internal static KnownColumn ToKnown(ListColumnInfo column) => new(column.Column, column.DisplayName, column.IsHidden, column.IsIndexed, column.IsUnique)
    {
        Choices = column.Choices ?? [],
        LookupList = column.LookupList,
    };

    private static FoundSite ToFound(Site site) => new(site.Id, site.WebUrl ?? "", site.DisplayName ?? "");

    private async Task<SetupCalls> CallsAsync(Guid connectionId, CancellationToken cancellationToken) => new(await connections.GetAsync(connectionId, cancellationToken));
}
