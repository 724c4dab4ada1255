using System.Diagnostics;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Changes;

/// <summary>Compares each side with the ledger; shared by both planners, so that they can never disagree on what happened.</summary>
public static class Comparison
{
    /// <summary>The row's side. The row must be whole: a row that lacks a value counts as changed.</summary>
    public static SideState OfRow(RowView view, LedgerEntry entry, MappedColumns columns) => view switch
    {
        RowView.Unseen => SideState.Unseen,
        RowView.Seen { Change.Row: null } or RowView.Unusable { Change.Row: null } => SideState.Deleted,
        RowView.Unusable => SideState.Changed,
        RowView.Seen { Change.Row: { } row } => entry.RowHash is { } known && row.Hash(columns.Push) == known ? SideState.Same : SideState.Changed,
        _ => throw new UnreachableException(),
    };

    /// <summary>The item's side: the eTag of our own write first, then the hash.</summary>
    public static SideState OfItem(ItemView view, LedgerEntry entry, MappedColumns columns) => view switch
    {
        ItemView.Unseen => SideState.Unseen,
        ItemView.Seen { Change.Row: null } or ItemView.Unusable { Change.Row: null } => SideState.Deleted,
        ItemView.Unusable => SideState.Changed,
        ItemView.Seen { Change: { Row: { } row } change } => OfItem(change, row, entry, columns),
        _ => throw new UnreachableException(),
    };

    private static SideState OfItem(ItemChange change, Row row, LedgerEntry entry, MappedColumns columns)
    {
        if (entry.ItemHash is { } known && row.Hash(columns.Pull) == known)
        {
            return SideState.Same;
        }

        return change.ETag is { } seen && seen == entry.ETag && entry.IsAgreed ? SideState.Normalised : SideState.Changed;
    }
}
