namespace OrleansSync.SharePoint.Items;

/// <summary>How a list keeps the key of a row, and so what can be promised about lost replies.</summary>
public enum KeyMode
{
    /// <summary>The provisioned column OrleansSyncKey: hidden, indexed, unique, proven by a probe item. A lost create is settled by a look-up.</summary>
    Provisioned,

    /// <summary>A text column of the user's, indexed and unique, that is given over to keys. The same promises; it has to be empty or hold keys of ours.</summary>
    UserColumn,

    /// <summary>
    /// A column without index: one writer only. A look-up may miss, so a lost create is settled by delta from the link that was saved before the
    /// batch; the list itself refuses no second item.
    /// </summary>
    Unindexed,
}
