using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Server.SyncRuns;

/// <summary>The declared ids of a definition's lists by their numbers in the ledger, as the catalog has them.</summary>
internal sealed class ListNames(ISyncDefinitions definitions, IResources<ListSpec> lists)
{
    /// <summary>No list has a name.</summary>
    public static readonly ImmutableDictionary<ListId, string> None = ImmutableDictionary<ListId, string>.Empty;

    /// <summary>The ids; of those lists that the definition has now.</summary>
    public async Task<ImmutableDictionary<ListId, string>> FindAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        var found = None.ToBuilder();
        foreach (var id in (await definitions.FindAsync(definition, cancellationToken))?.Spec.ListIds ?? [])
        {
            if (await lists.FindAsync(id, cancellationToken) is { } list)
            {
                found[new ListId(list.Spec.Number)] = id.ToString("D");
            }
        }

        return found.ToImmutable();
    }
}
