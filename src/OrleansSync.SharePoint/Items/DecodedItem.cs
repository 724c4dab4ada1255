using OrleansSync.Engine.Lists;

namespace OrleansSync.SharePoint.Items;

/// <summary>An item as it stood in an answer.</summary>
/// <param name="Item">Its number; 0 when the answer did not tell.</param>
/// <param name="View">What it says; null when it has to be read again or tells nothing.</param>
/// <param name="NeedsFields">True when a live item came without its fields (7.5).</param>
internal readonly record struct DecodedItem(int Item, ItemView? View, bool NeedsFields)
{
    /// <summary>An error in place of an item (7.6): some item changed, and nobody knows which.</summary>
    public static DecodedItem Unreadable { get; } = new(0, null, NeedsFields: false);

    /// <summary>True for such an error.</summary>
    public bool IsUnreadable => Item == 0;
}
