using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.Bench.SharePoint;

/// <summary>One list for every definition.</summary>
internal sealed class OneBinding(ListBinding binding) : IListBindings
{
    public ValueTask<ListBinding> GetAsync(SyncDefinition definition, ListId list, CancellationToken cancellationToken) => ValueTask.FromResult(binding);
}
