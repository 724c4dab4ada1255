using System.Diagnostics;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Pull;

/// <summary>
/// Settles reserved inserts. Pure. The key was drawn for this one row, so a row under it is ours, whatever its values are by now.
/// A row that people deleted in the moments between the insert and its settlement cannot be told from one that was never made, and is made again.
/// </summary>
public static class InsertSettlement
{
    /// <summary>The next step.</summary>
    /// <param name="row">The row under the reserved key.</param>
    /// <param name="item">The item, as it is now.</param>
    public static InsertStep Next(RowView row, ItemView item) => (row, item) switch
    {
        (RowView.Unseen, _) => InsertStep.ReadRow,
        (RowView.Seen { Change.IsDeleted: false } or RowView.Unusable { Change.IsDeleted: false }, _) => InsertStep.Record,
        (_, ItemView.Unseen) => InsertStep.ReadItem,
        (_, ItemView.Seen { Change.IsDeleted: true } or ItemView.Unusable { Change.IsDeleted: true }) => InsertStep.Drop,
        (_, ItemView.Unusable) => InsertStep.Park,
        (_, ItemView.Seen) => InsertStep.Insert,
        _ => throw new UnreachableException(),
    };
}
