namespace OrleansSync.Engine.Pull;

/// <summary>What to do about an insert that was reserved.</summary>
public enum InsertStep
{
    /// <summary>Read the row by the reserved key, on the primary.</summary>
    ReadRow,

    /// <summary>The row is not there: read the item, whose values may have changed since.</summary>
    ReadItem,

    /// <summary>The row is there: the insert was made. Record the pair, then plan the item and the row anew.</summary>
    Record,

    /// <summary>Neither the row nor a reason against it is there: insert it under the reserved key.</summary>
    Insert,

    /// <summary>The item was deleted before its row was made: nothing is left of either.</summary>
    Drop,

    /// <summary>The item cannot be mapped any more: it is set aside, and the reservation stays.</summary>
    Park,
}
