using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Lists;

/// <summary>
/// One item as a delta page or a look-up shows it, with values canonical already. An item that a page did not hold is no change:
/// the absence of an item can only be said by its tombstone, or by a GET that answered 404 while the list itself answers (P6).
/// </summary>
/// <param name="Item">Which item.</param>
/// <param name="ETag">Its version; null when it was deleted.</param>
/// <param name="Row">All mapped columns of the item; null when it was deleted.</param>
/// <param name="SyncKey">What its column OrleansSyncKey holds; null when that is nothing of ours.</param>
/// <param name="ModifiedAt">When it was last changed, by SharePoint's clock; used by latest wins only.</param>
/// <param name="IsRestart">True when it was enumerated after the delta link had died (or for the first time), so that it need not have changed.</param>
/// <param name="IsMarked">True when it carries the definition's mark of a deleted row.</param>
[GenerateSerializer, Immutable, Alias("ItemChange")]
public sealed record ItemChange(
    [property: Id(0)] ItemAddress Item,
    [property: Id(1)] ETag? ETag,
    [property: Id(2)] Row? Row,
    [property: Id(3)] SyncKey? SyncKey = null,
    [property: Id(4)] DateTimeOffset? ModifiedAt = null,
    [property: Id(5)] bool IsRestart = false,
    [property: Id(6)] bool IsMarked = false)
{
    /// <summary>True when the item was deleted.</summary>
    public bool IsDeleted => Row is null;
}
