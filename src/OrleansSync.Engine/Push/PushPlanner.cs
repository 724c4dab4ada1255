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

namespace OrleansSync.Engine.Push;

/// <summary>
/// Decides what one changed row means for its list. Pure: no I/O, no clock, no logger. Where the list's version counts it
/// leaves the row to the pull, which meets the same three versions and comes to the same answer; it never writes the table.
/// </summary>
public static class PushPlanner
{
    /// <summary>The decision.</summary>
    public static PushDecision Decide(PushCase given, SyncRules rules)
    {
        if (given.Entry is { IsUnsettled: true } unsettled)
        {
            return new PushDecision.Settle(unsettled.State);
        }

        if (!rules.Pushes)
        {
            return new PushDecision.Skip(SkipReason.OtherDirection);
        }

        return given.Row switch
        {
            RowView.Unseen => new PushDecision.ReadRow(),
            RowView.Seen seen => OfChange(given, seen.Change, rules),
            RowView.Unusable { Change.IsDeleted: true } unusable => OfChange(given with { Row = new RowView.Seen(unusable.Change) }, unusable.Change, rules),
            RowView.Unusable when given.Entry is { State: LedgerState.RowMarked or LedgerState.RowAlone } => new PushDecision.Skip(SkipReason.Detached),
            RowView.Unusable unusable => new PushDecision.Park(unusable.Reason),
            _ => throw new UnreachableException(),
        };
    }

    private static PushDecision OfChange(PushCase given, RowChange change, SyncRules rules)
    {
        if (change.Row is { } row && row.LacksAny(rules.Columns.Push) && given.Entry is not { State: LedgerState.RowMarked or LedgerState.RowAlone })
        {
            return change.Reading == RowReading.Captured ? new PushDecision.ReadRow() : new PushDecision.Park(ParkReason.ValueUnknown);
        }

        if (given.Entry is not { } entry)
        {
            return change.Row is null ? new PushDecision.Skip(SkipReason.NeverSynced) : Create(given, change, rules, null);
        }

        return entry.State switch
        {
            LedgerState.Live => OfPair(given, change, entry, rules),
            LedgerState.ItemMarked or LedgerState.ItemAlone => OfReturn(given, change, entry, rules),
            LedgerState.RowMarked or LedgerState.RowAlone => change.IsDeleted ? new PushDecision.Forget() : new PushDecision.Skip(SkipReason.Detached),
            LedgerState.Gone when change.IsDeleted => new PushDecision.Skip(SkipReason.AlreadyDeleted),

            // Captured before our delete of the row, perhaps: only a look at the table tells late news from a row that came back.
            LedgerState.Gone when change.Reading == RowReading.Captured => new PushDecision.ReadRow(),
            LedgerState.Gone => Create(given, change, rules, null),
            LedgerState.Ambiguous => change.IsDeleted ? new PushDecision.Forget() : new PushDecision.Park(ParkReason.AmbiguousMatch),
            LedgerState.Reserved or LedgerState.Inserting or LedgerState.Moving => new PushDecision.Settle(entry.State),
            _ => throw new UnreachableException(),
        };
    }

    private static PushDecision OfPair(PushCase given, RowChange change, LedgerEntry entry, SyncRules rules)
    {
        var row = Comparison.OfRow(given.Row, entry, rules.Columns);
        var item = Comparison.OfItem(given.Item, entry, rules.Columns);
        return (row, item) switch
        {
            (SideState.Deleted, SideState.Deleted) => new PushDecision.Forget(),
            (SideState.Deleted, SideState.Changed) => OfConflict(given, change, entry, rules),
            (SideState.Deleted, _) => Delete(given, entry, rules, null),
            (SideState.Same, SideState.Changed or SideState.Deleted) when rules.IsTwoWay => LeaveToPull(entry),
            (SideState.Same, SideState.Changed) when ChangeOf(given.Item) is { IsMarked: true } => Write(given, change, entry, rules, null),
            (SideState.Same, SideState.Changed) => rules.ForeignEdits == ForeignEdits.Restore
                ? Write(given, change, entry, rules, LossOf(given, change, entry, SyncDirection.Pull))
                : new PushDecision.Skip(SkipReason.ItemEditIgnored),
            (SideState.Same, SideState.Deleted) => rules.ForeignEdits == ForeignEdits.Restore
                ? Create(given, change, rules, LossOf(given, change, entry, SyncDirection.Pull))
                : new PushDecision.Skip(SkipReason.ItemDeleteIgnored),
            (SideState.Same, _) when given.Route is { } route && route != entry.List => Write(given, change, entry, rules, null),
            (SideState.Same, _) => new PushDecision.Skip(entry.Provenance == Provenance.Pull ? SkipReason.Echo : SkipReason.Unchanged),
            (SideState.Changed, SideState.Changed or SideState.Deleted) => OfConflict(given, change, entry, rules),
            (SideState.Changed, _) => Write(given, change, entry, rules, null),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The row had been deleted, and its item marked or left alone.</summary>
    private static PushDecision OfReturn(PushCase given, RowChange change, LedgerEntry entry, SyncRules rules) =>
        (change.IsDeleted, Comparison.OfItem(given.Item, entry, rules.Columns)) switch
        {
            (true, SideState.Deleted) => new PushDecision.Forget(),
            (true, _) => new PushDecision.Skip(SkipReason.AlreadyDeleted),
            (false, SideState.Deleted) => Create(given, change, rules, null),
            (false, SideState.Changed) => OfConflict(given, change, entry, rules),
            (false, _) => Write(given, change, entry, rules, null),
        };

    private static PushDecision OfConflict(PushCase given, RowChange change, LedgerEntry entry, SyncRules rules)
    {
        if (Agrees(given, change, rules))
        {
            return Write(given, change, entry, rules, null);
        }

        var loss = LossOf(given, change, entry, SyncDirection.Pull);
        if (!rules.IsTwoWay)
        {
            return TakeRow(given, change, entry, rules, loss);
        }

        if (given.Item is ItemView.Unusable { Change.IsDeleted: false } unusable)
        {
            return new PushDecision.Park(unusable.Reason);
        }

        return ConflictResolver.Resolve(rules.Conflict, loss.Conflict, rules.Columns) switch
        {
            Resolution.RowWins => TakeRow(given, change, entry, rules, loss),
            Resolution.ItemWins or Resolution.Merged => LeaveToPull(entry),
            Resolution.AskPerson => new PushDecision.Park(ParkReason.Conflict, loss.Conflict),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Both changed, and to the same values wherever they could disagree.</summary>
    private static bool Agrees(PushCase given, RowChange change, SyncRules rules) =>
        change.Row is { } row && given.Item is ItemView.Seen { Change.Row: { } item } && row.Differences(rules.Columns.Both, item).IsEmpty;

    private static PushDecision TakeRow(PushCase given, RowChange change, LedgerEntry entry, SyncRules rules, Loss loss) =>
        change.IsDeleted ? Delete(given, entry, rules, loss)
        : ChangeOf(given.Item) is { IsDeleted: true } ? Create(given, change, rules, loss)
        : Write(given, change, entry, rules, loss);

    private static PushDecision Create(PushCase given, RowChange change, SyncRules rules, Loss? loss) =>
        given.Route is { } route ? new PushDecision.Create(route, given.Entry is null ? Pushed(change, rules) : Carried(change, null, rules), loss) : new PushDecision.Park(ParkReason.NoList);

    private static PushDecision Write(PushCase given, RowChange change, LedgerEntry entry, SyncRules rules, Loss? loss)
    {
        if (given.Route is not { } route)
        {
            return new PushDecision.Park(ParkReason.NoList);
        }

        // A live entry has its item: only a reserved one does not.
        var seen = ChangeOf(given.Item);
        var (address, row) = (entry.Address!.Value, Pushed(change, rules));
        var match = seen?.ETag ?? entry.ETag;
        var isForeign = Comparison.OfItem(given.Item, entry, rules.Columns) == SideState.Changed;
        if (route != entry.List)
        {
            return new PushDecision.Move(address, match, route, Carried(change, seen?.Row, rules), isForeign, loss);
        }

        // A mark of ours may have been made unheard, before the row came back.
        var claims = LacksKey(given.Item);
        var revives = entry.State != LedgerState.Live || seen is { IsMarked: true };
        var fields = given.Item is ItemView.Seen { Change.Row: { } item } ? row.Differences(rules.Columns.Push, item) : row;
        var hash = row.Hash(rules.Columns.Push)!.Value; // No value is missing: such a row was sent to be read, or parked.
        if (fields.IsEmpty && !revives && !claims && seen?.Row is { } same)
        {
            var isAgreed = same.Differences(rules.Columns.Pull, change.Row).IsEmpty;
            return new PushDecision.Adopt(hash, isAgreed ? same.Hash(rules.Columns.Pull) : entry.ItemHash, seen.ETag, isAgreed);
        }

        return new PushDecision.Update(address, match, fields.IsEmpty && !claims ? row : fields, hash, revives, isForeign, loss) { Claims = claims };
    }

    private static PushDecision Delete(PushCase given, LedgerEntry entry, SyncRules rules, Loss? loss)
    {
        var (address, match) = (entry.Address!.Value, ChangeOf(given.Item)?.ETag ?? entry.ETag);
        return rules.PushDeletes switch
        {
            DeletePolicy.Propagate => new PushDecision.Delete(address, match, loss),
            DeletePolicy.Mark => new PushDecision.Mark(address, match, loss) { Claims = LacksKey(given.Item) },
            DeletePolicy.Detach => new PushDecision.Detach(loss),
            DeletePolicy.Ignore => new PushDecision.Skip(SkipReason.DeleteIgnored),
            _ => throw new UnreachableException(),
        };
    }

    private static PushDecision.LeaveToPull LeaveToPull(LedgerEntry entry) => new(entry.Address!.Value);

    private static Row Pushed(RowChange change, SyncRules rules) => change.Row!.Where((name, _) => rules.Columns.Push.IndexOf(name) >= 0);

    /// <summary>
    /// A new item in place of an old one also gets the columns that people fill in the list: from the old item where it was seen, else as
    /// the table has them. Left empty, they would be pulled as empty by the next edit.
    /// </summary>
    internal static Row Carried(RowChange change, Row? item, SyncRules rules) => Row.Of(
        from name in rules.Columns.Carried.Names
        let own = change.Row!.Find(name)
        let value = rules.Columns.PullOnly.IndexOf(name) >= 0 ? item?.Find(name) ?? own : own
        where value is { IsUnknown: false }
        select KeyValuePair.Create(name, value));

    /// <summary>An item that was there before the row carries no key yet; whatever is written to it first claims it, since later writes need not read it.</summary>
    internal static bool LacksKey(ItemView item) => ChangeOf(item) is { IsDeleted: false, SyncKey: null };

    private static ItemChange? ChangeOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change,
        ItemView.Unusable unusable => unusable.Change,
        ItemView.Unseen => null,
        _ => throw new UnreachableException(),
    };

    private static Loss LossOf(PushCase given, RowChange change, LedgerEntry entry, SyncDirection loser) =>
        new(new Conflict(change, ChangeOf(given.Item)!, entry.Base), loser); // Only called when the item was seen.
}
