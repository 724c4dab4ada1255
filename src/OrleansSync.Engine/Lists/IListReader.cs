using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Lists;

/// <summary>
/// A list, read for a definition. Changes nothing; every call may be repeated. A list that cannot be reached, or is gone, is a
/// <see cref="Errors.SyncException"/> and never a list of deletes.
/// </summary>
public interface IListReader
{
    /// <summary>One page after the link (null: a full enumeration). A dead link (410) is answered with the first page of a new enumeration.</summary>
    Task<ItemPage> ReadDeltaAsync(SyncDefinition definition, ListId list, Cursor.DeltaLink? link, CancellationToken cancellationToken);

    /// <summary>These items as they are now: one answer for each, in their order. A 404 of an item, while the list answers, is an observed delete.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="list">Which list.</param>
    /// <param name="items">Up to 1,000, none twice.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, ListId list, ImmutableArray<int> items, CancellationToken cancellationToken);

    /// <summary>The items that carry one of these keys; several of one key only in a list without the unique column. An empty answer is no proof unless the column is indexed.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="list">Which list.</param>
    /// <param name="keys">Up to 1,000, none twice.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<ItemView>> FindByKeysAsync(SyncDefinition definition, ListId list, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken);
}
