using System.Diagnostics;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Pull;

/// <summary>
/// Decides what one changed item means for its table. Pure: no I/O, no clock, no logger. Where the table's version counts it
/// leaves the item to the push; it never writes the list.
/// </summary>
public static class PullPlanner
{
    /// <summary>The decision.</summary>
    public static PullDecision Decide(PullCase given, SyncRules rules)
    {
        if (given.Entry is { IsUnsettled: true } unsettled)
        {
            return new PullDecision.Settle(unsettled.State);
        }

        return given.Item switch
        {
            ItemView.Unseen => rules.Direction is SyncDirection.Unspecified ? new PullDecision.Skip(SkipReason.OtherDirection) : new PullDecision.ReadItem(),
            ItemView.Seen or ItemView.Unusable when given.Entry is not { } entry => OfStranger(given.Item, rules),
            ItemView.Seen or ItemView.Unusable when given.Entry.Address != ChangeOf(given.Item).Item => OfDouble(given.Item, rules),
            ItemView.Seen or ItemView.Unusable => rules.Pulls ? OfEntry(given, ChangeOf(given.Item), given.Entry, rules) : Watch(given, ChangeOf(given.Item), given.Entry, rules),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>An item that the ledger does not know.</summary>
    private static PullDecision OfStranger(ItemView view, SyncRules rules)
    {
        var change = ChangeOf(view);
        if (change.IsDeleted)
        {
            return new PullDecision.Skip(SkipReason.NeverSynced);
        }

        if (!rules.Pulls)
        {
            return new PullDecision.Skip(SkipReason.OtherDirection);
        }

        return change.SyncKey is not null ? new PullDecision.Park(ParkReason.UnknownKey)
            : view is ItemView.Unusable unusable ? new PullDecision.Park(unusable.Reason)
            : Insert(change, rules, null);
    }

    /// <summary>An item that carries the key of a row whose item is another one: somebody copied it.</summary>
    private static PullDecision OfDouble(ItemView view, SyncRules rules) =>
        ChangeOf(view).IsDeleted ? new PullDecision.Skip(SkipReason.NeverSynced)
        : rules.Pulls ? new PullDecision.Park(ParkReason.DuplicateKey)
        : new PullDecision.Skip(SkipReason.OtherDirection);

    /// <summary>The items of a one-way push are watched only: to learn what SharePoint made of our writes, and to restore what people changed.</summary>
    private static PullDecision Watch(PullCase given, ItemChange change, LedgerEntry entry, SyncRules rules)
    {
        if (!rules.Pushes || entry.State != LedgerState.Live)
        {
            return new PullDecision.Skip(SkipReason.OtherDirection);
        }

        return Comparison.OfItem(given.Item, entry, rules.Columns) switch
        {
            SideState.Same => OfSame(change, entry),
            SideState.Normalised => Adopt(change, entry, rules),
            SideState.Changed or SideState.Deleted when rules.ForeignEdits == ForeignEdits.Restore => LeaveToPush(given, change, rules, null),
            SideState.Changed => new PullDecision.Skip(SkipReason.ItemEditIgnored),
            SideState.Deleted => new PullDecision.Skip(SkipReason.ItemDeleteIgnored),
            _ => throw new UnreachableException(),
        };
    }

    private static PullDecision OfEntry(PullCase given, ItemChange change, LedgerEntry entry, SyncRules rules)
    {
        if (change.Row is { } row && given.Item is ItemView.Seen && row.LacksAny(rules.Columns.Pull))
        {
            return new PullDecision.Park(ParkReason.ValueUnknown);
        }

        // A tombstone never remembers more than the last version that we deleted or saw deleted: only a later one is news.
        var isNews = change.IsDeleted || (change.ETag is { } seen && entry.ETag is { } known && seen.IsLaterThan(known));
        return (entry.State, change.IsDeleted) switch
        {
            (LedgerState.Live, _) => OfPair(given, change, entry, rules),
            (LedgerState.ItemMarked or LedgerState.ItemAlone, true) => new PullDecision.Forget(),
            (LedgerState.ItemMarked or LedgerState.ItemAlone, false) => OfAlone(given, change, entry, rules),
            (LedgerState.RowMarked or LedgerState.RowAlone or LedgerState.Gone, true) => new PullDecision.Skip(SkipReason.AlreadyDeleted),
            (LedgerState.RowMarked or LedgerState.RowAlone or LedgerState.Gone, false) when !isNews => new PullDecision.Skip(SkipReason.LateNews),
            (LedgerState.RowMarked or LedgerState.RowAlone, false) => OfChange(given, change, entry, rules),
            (LedgerState.Gone, false) => given.Item is ItemView.Unusable unusable ? new PullDecision.Park(unusable.Reason) : Insert(change, rules, null),
            (LedgerState.Ambiguous, _) => new PullDecision.Park(ParkReason.AmbiguousMatch),
            (LedgerState.Reserved or LedgerState.Inserting or LedgerState.Moving, _) => new PullDecision.Settle(entry.State),
            _ => throw new UnreachableException(),
        };
    }

    private static PullDecision OfPair(PullCase given, ItemChange change, LedgerEntry entry, SyncRules rules) =>
        Comparison.OfItem(given.Item, entry, rules.Columns) switch
        {
            SideState.Same => OfSame(change, entry),
            SideState.Normalised => Adopt(change, entry, rules),
            SideState.Changed or SideState.Deleted => OfChange(given, change, entry, rules),
            _ => throw new UnreachableException(),
        };

    /// <summary>An item whose row was deleted. Nobody's, unless the row came back and the push left the conflict to us.</summary>
    private static PullDecision OfAlone(PullCase given, ItemChange change, LedgerEntry entry, SyncRules rules)
    {
        if (Comparison.OfItem(given.Item, entry, rules.Columns) != SideState.Changed)
        {
            return new PullDecision.Skip(SkipReason.Detached);
        }

        return given.Row switch
        {
            RowView.Unseen => new PullDecision.ReadRow(),
            RowView.Seen { Change.IsDeleted: true } or RowView.Unusable { Change.IsDeleted: true } => new PullDecision.Skip(SkipReason.Detached),
            RowView.Seen or RowView.Unusable => OfChange(given, change, entry, rules),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The item was edited, deleted, or is back.</summary>
    private static PullDecision OfChange(PullCase given, ItemChange change, LedgerEntry entry, SyncRules rules)
    {
        switch (given.Row)
        {
            case RowView.Unseen:
                return new PullDecision.ReadRow();
            case RowView.Unusable { Change.IsDeleted: false } unusable:
                return new PullDecision.Park(unusable.Reason);
        }

        var row = ChangeOf(given.Row);
        if (row.Row?.LacksAny(rules.Columns.All) == true)
        {
            return row.Reading == RowReading.Captured ? new PullDecision.ReadRow() : new PullDecision.Park(ParkReason.ValueUnknown);
        }

        if (given.Item is ItemView.Unusable { Change.IsDeleted: false } item)
        {
            return new PullDecision.Park(item.Reason);
        }

        return (change.IsDeleted, Comparison.OfRow(given.Row, entry, rules.Columns)) switch
        {
            (true, SideState.Deleted) => new PullDecision.Forget(),
            (true, SideState.Same) => Delete(row, rules, null),
            (false, SideState.Same) => Write(change, row, change.Row!, rules, null),
            (true, SideState.Changed) or (false, SideState.Deleted or SideState.Changed) => OfConflict(given, change, row, entry, rules),
            _ => throw new UnreachableException(),
        };
    }

    private static PullDecision OfConflict(PullCase given, ItemChange change, RowChange row, LedgerEntry entry, SyncRules rules)
    {
        if (change.Row is { } fields && row.Row is { } own && own.Differences(rules.Columns.Both, fields).IsEmpty)
        {
            return Write(change, row, fields, rules, null);
        }

        var conflict = new Conflict(row, change, entry.Base);
        if (!rules.IsTwoWay)
        {
            return TakeItem(change, row, rules, new Loss(conflict, SyncDirection.Push));
        }

        return ConflictResolver.Resolve(rules.Conflict, conflict, rules.Columns) switch
        {
            Resolution.ItemWins => TakeItem(change, row, rules, new Loss(conflict, SyncDirection.Push)),
            Resolution.RowWins => LeaveToPush(given, change, row, rules, new Loss(conflict, SyncDirection.Pull)),
            Resolution.Merged merged => Write(change, row, change.Row!.Under(merged.Row), rules, merged.LosesAny ? new Loss(conflict, SyncDirection.TwoWay) : null),
            Resolution.AskPerson => new PullDecision.Park(ParkReason.Conflict, conflict),
            _ => throw new UnreachableException(),
        };
    }

    private static PullDecision TakeItem(ItemChange change, RowChange row, SyncRules rules, Loss loss) =>
        change.IsDeleted ? Delete(row, rules, loss)
        : row.IsDeleted ? Insert(change, rules, loss)
        : Write(change, row, change.Row!, rules, loss);

    /// <summary>The table's version counts, but columns that are only pulled are the list's in any case.</summary>
    private static PullDecision LeaveToPush(PullCase given, ItemChange change, RowChange row, SyncRules rules, Loss loss) =>
        change.Row is { } item && row.Row is { } own && item.Differences(rules.Columns.PullOnly, own) is { IsEmpty: false } pulled
            ? new PullDecision.Update(pulled, own.Hash(rules.Columns.Push), HashOf(change, rules), PushDue: true, loss)
            : LeaveToPush(given, change, rules, loss);

    private static PullDecision.LeaveToPush LeaveToPush(PullCase given, ItemChange change, SyncRules rules, Loss? loss) =>
        new(change.Item, given.Item is ItemView.Seen ? change.Row?.Hash(rules.Columns.Pull) : null, change.ETag, loss);

    private static PullDecision Insert(ItemChange change, SyncRules rules, Loss? loss)
    {
        var row = change.Row!.Where((name, _) => rules.Columns.Pull.IndexOf(name) >= 0);
        return row.LacksAny(rules.Columns.Pull) ? new PullDecision.Park(ParkReason.ValueUnknown) : new PullDecision.Insert(change.Item, row, loss);
    }

    /// <summary>Gives the row the wanted values, in the columns of a pull; says whether the item lacks something then.</summary>
    private static PullDecision Write(ItemChange change, RowChange row, Row wanted, SyncRules rules, Loss? loss)
    {
        var own = row.Row!; // The callers have a row: a deleted one is inserted or left.
        var columns = wanted.Differences(rules.Columns.Pull, own);
        var after = own.Under(columns);
        var pushDue = rules.Pushes && !after.Differences(rules.Columns.Push, change.Row).IsEmpty;
        return columns.IsEmpty
            ? new PullDecision.Adopt(HashOf(change, rules), change.ETag, pushDue ? null : after.Hash(rules.Columns.Push), PushDue: pushDue)
            : new PullDecision.Update(columns, own.Hash(rules.Columns.Push), HashOf(change, rules), pushDue, loss);
    }

    private static PullDecision Delete(RowChange row, SyncRules rules, Loss? loss)
    {
        var expected = row.Row?.Hash(rules.Columns.Push);
        return rules.PullDeletes switch
        {
            DeletePolicy.Propagate => new PullDecision.Delete(expected, loss),
            DeletePolicy.Mark => new PullDecision.Mark(expected, loss),
            DeletePolicy.Detach => new PullDecision.Detach(loss),
            DeletePolicy.Ignore => new PullDecision.Skip(SkipReason.DeleteIgnored),
            _ => throw new UnreachableException(),
        };
    }

    private static PullDecision OfSame(ItemChange change, LedgerEntry entry) => change.ETag == entry.ETag
        ? new PullDecision.Skip(entry.Provenance == Provenance.Push ? SkipReason.Echo : SkipReason.Unchanged)
        : new PullDecision.Adopt(entry.ItemHash!.Value, change.ETag); // Same means that the ledger has a hash.

    private static PullDecision Adopt(ItemChange change, LedgerEntry entry, SyncRules rules) =>
        change.Row!.Hash(rules.Columns.Pull) is { } hash
            ? new PullDecision.Adopt(hash, change.ETag, IsNormalised: entry.ItemHash is not null)
            : new PullDecision.Park(ParkReason.ValueUnknown);

    private static RowHash HashOf(ItemChange change, SyncRules rules) => change.Row!.Hash(rules.Columns.Pull)!.Value; // A lacking item was parked.

    private static ItemChange ChangeOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change,
        ItemView.Unusable unusable => unusable.Change,
        _ => throw new UnreachableException(),
    };

    private static RowChange ChangeOf(RowView view) => view switch
    {
        RowView.Seen seen => seen.Change,
        RowView.Unusable unusable => unusable.Change,
        _ => throw new UnreachableException(),
    };
}
