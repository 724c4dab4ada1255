using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.SharePoint.Items;

/// <summary>Says where lists are: the catalog knows their numbers, and definitions their mappings.</summary>
public interface IListBindings
{
    /// <summary>The binding of a definition's list.</summary>
    /// <exception cref="Engine.Errors.SyncException">The definition has no such list.</exception>
    ValueTask<ListBinding> GetAsync(SyncDefinition definition, ListId list, CancellationToken cancellationToken);
}
