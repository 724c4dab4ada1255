using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>One binding for every list.</summary>
internal sealed class FixedBindings(ListBinding binding) : IListBindings
{
    public ListBinding Binding { get; set; } = binding;

    public ValueTask<ListBinding> GetAsync(SyncDefinition definition, ListId list, CancellationToken cancellationToken) => ValueTask.FromResult(Binding);
}
