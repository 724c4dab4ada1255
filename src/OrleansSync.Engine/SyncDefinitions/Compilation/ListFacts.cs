using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>A declared list as it is now, and its site.</summary>
/// <param name="Id">The declared list.</param>
/// <param name="List">The list, its columns read now.</param>
/// <param name="Site">Its site.</param>
public sealed record ListFacts(Guid Id, ListSpec List, SiteSpec Site)
{
    /// <summary>Its number in the ledger.</summary>
    public ListId Number => new(List.Number);
}
