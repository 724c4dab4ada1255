using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;

namespace OrleansSync.Engine.SharePointConnections;

/// <summary>
/// Looks at a tenant through one of its connections; a port. Every method throws <see cref="SyncError.SharePointSignInFailed"/>,
/// <see cref="SyncError.SharePointAccessDenied"/>, <see cref="SyncError.SharePointUnavailable"/> or <see cref="SyncError.SharePointThrottled"/>.
/// </summary>
public interface ITenantDirectory
{
    /// <summary>The site of an address; null when there is none, or the app may not see it.</summary>
    Task<FoundSite?> FindSiteAsync(Guid connectionId, Uri siteUrl, CancellationToken cancellationToken);

    /// <summary>Sites that match a text; empty text for all that can be found.</summary>
    Task<ImmutableArray<FoundSite>> SearchSitesAsync(Guid connectionId, string text, CancellationToken cancellationToken);

    /// <summary>The lists of a site, all pages.</summary>
    Task<ImmutableArray<FoundList>> ListListsAsync(Guid connectionId, string siteGraphId, CancellationToken cancellationToken);

    /// <summary>The list of a GUID; null when there is none.</summary>
    Task<FoundList?> FindListAsync(Guid connectionId, string siteGraphId, Guid list, CancellationToken cancellationToken);

    /// <summary>The columns of a list, all pages.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.ListGone"/>, and as above.</exception>
    Task<ImmutableArray<KnownColumn>> ListColumnsAsync(Guid connectionId, string siteGraphId, Guid list, CancellationToken cancellationToken);
}
