using System.Runtime.CompilerServices;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.SharePoint.Items;

/// <summary>Keeps what was worked out of each binding for as long as the binding itself is kept.</summary>
internal sealed class BoundLists(IListBindings bindings)
{
    private readonly ConditionalWeakTable<ListBinding, BoundList> known = [];

    /// <summary>The list of a definition.</summary>
    public async ValueTask<BoundList> GetAsync(SyncDefinition definition, ListId list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var binding = await bindings.GetAsync(definition, list, cancellationToken);
        return known.TryGetValue(binding, out var found) && found.Id == list ? found : known.GetValue(binding, made => new BoundList(list, made));
    }
}
