using System.Diagnostics;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Pull;

/// <summary>What a pull leaves in the ledger: before a row is inserted, and after any decision once its outcome is known. Pure.</summary>
public static class PullEffects
{
    /// <summary>The entry that notes an insert before it is made.</summary>
    /// <param name="change">The item.</param>
    /// <param name="entry">What the ledger has of it; null for an item without a row.</param>
    /// <param name="key">The row's key: the entry's, or a drawn one.</param>
    /// <param name="insert">The decision.</param>
    /// <param name="context">Of the turn.</param>
    public static LedgerEntry Reserve(ItemChange change, LedgerEntry? entry, RowKey key, PullDecision.Insert insert, EffectContext context) => new()
    {
        Definition = context.Definition,
        Key = entry?.Key ?? SyncKey.Of(context.Definition, key),
        RowKey = key,
        State = LedgerState.Inserting,
        Provenance = Provenance.Pull,
        List = change.Item.List,
        Item = change.Item.Item,
        RowHash = null,
        ItemHash = insert.Row.Hash(context.Rules.Columns.Pull),
        ETag = change.ETag,
        IsAgreed = true,
        Base = context.BaseOf(insert.Row),
        CreatedAt = entry?.CreatedAt ?? context.Now,
        ChangedAt = context.Now,
    };

    /// <summary>The entry of a reserved insert whose row is there. Row and item are planned anew, since either may have been edited.</summary>
    public static Effect Recorded(LedgerEntry inserting, RowChange found, EffectContext context)
    {
        var columns = context.Rules.Columns;
        var isAsInserted = found.Row is { } row && row.Hash(columns.Pull) is { } read && read == inserting.ItemHash && columns.PushOnly.Names.IsEmpty;
        return new Effect
        {
            Entry = inserting with { State = LedgerState.Live, RowHash = isAsInserted ? found.Row!.Hash(columns.Push) : null, ChangedAt = context.Now },
            PushDue = !isAsInserted && context.Rules.Pushes ? inserting.Key : null,
            PullDue = inserting.Address,
            Next = FollowUp.PlanAgain,
        };
    }

    /// <summary>Nothing is left of a reserved insert whose item was deleted.</summary>
    public static Effect Dropped(LedgerEntry inserting) => new() { Removed = inserting.Key, Next = FollowUp.PlanAgain };

    /// <summary>The effect of a decision.</summary>
    /// <param name="planned">The item, and what was decided. An insert was reserved before.</param>
    /// <param name="reserved">The reservation of an insert; null for any other decision.</param>
    /// <param name="outcome">What became of its write; null for a decision that writes nothing.</param>
    /// <param name="earlier">How the item was set aside before; null when it was not.</param>
    /// <param name="context">Of the turn.</param>
    public static Effect Of(PlannedItem planned, LedgerEntry? reserved, TableOutcome? outcome, Parked? earlier, EffectContext context) => planned.Decision switch
    {
        PullDecision.Skip skip => new Effect { Tally = skip.Tally },
        PullDecision.Detach detach => new Effect { Entry = Turn(planned, LedgerState.RowAlone, context), Loss = detach.Loss, Tally = detach.Tally, IsDelete = true },
        PullDecision.Forget forget => new Effect { Entry = Turn(planned, LedgerState.Gone, context), Tally = forget.Tally },
        PullDecision.Adopt adopt => OfAdopt(planned, adopt, context),
        PullDecision.LeaveToPush left => OfLeaveToPush(planned, left, context),
        PullDecision.Park park => new Effect { Parked = Park(planned, park, earlier, context), Tally = park.Tally },
        PullDecision.Settle => Effect.Of(FollowUp.Settle),
        PullDecision.ReadRow => Effect.Of(FollowUp.ReadRow),
        PullDecision.ReadItem => Effect.Of(FollowUp.ReadItem),
        PullDecision.Insert insert => OfInsert(planned, insert, reserved ?? throw new ArgumentNullException(nameof(reserved)), Needed(outcome), earlier, context),
        PullDecision.Update update => OfUpdate(planned, update, Needed(outcome), earlier, context),
        PullDecision.Delete delete => OfEnd(planned, LedgerState.Gone, delete.Loss, Needed(outcome), earlier, context),
        PullDecision.Mark mark => OfEnd(planned, LedgerState.RowMarked, mark.Loss, Needed(outcome), earlier, context),
        _ => throw new UnreachableException(),
    };

    /// <summary>The item set aside because its row was written again and again by somebody else.</summary>
    public static Effect Contended(PlannedItem planned, Parked? earlier, EffectContext context) => Refused(planned, ParkReason.Contended, earlier, context);

    private static Effect OfInsert(PlannedItem planned, PullDecision.Insert insert, LedgerEntry reserved, TableOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        TableOutcome.Applied applied => Written(planned, reserved, applied.Stored, insert.Loss, context),
        TableOutcome.PreconditionFailed => Undo(planned, reserved) with { Next = FollowUp.ReadRow },
        TableOutcome.Parked parked => Undo(planned, reserved) with { Parked = Park(planned, new PullDecision.Park(parked.Reason), earlier, context), Tally = Tally.Parked },
        _ => throw new UnreachableException(),
    };

    private static Effect OfUpdate(PlannedItem planned, PullDecision.Update update, TableOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        TableOutcome.Applied applied => Written(planned, planned.Case.Entry! with { ItemHash = update.ItemHash, ETag = planned.Change.ETag }, applied.Stored, update.Loss, context),
        _ => Unwritten(planned, outcome, earlier, context),
    };

    private static Effect OfEnd(PlannedItem planned, LedgerState state, Loss? loss, TableOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        TableOutcome.Applied => new Effect { Entry = Turn(planned, state, context), Loss = loss, Tally = Tally.Written, IsDelete = true },
        _ => Unwritten(planned, outcome, earlier, context),
    };

    /// <summary>
    /// The row has the item's values. What the table made of them (triggers, defaults), and what a merge took from the row, the item
    /// lacks: then the ledger forgets the row's hash and a push brings it.
    /// </summary>
    private static Effect Written(PlannedItem planned, LedgerEntry entry, Row? stored, Loss? loss, EffectContext context)
    {
        var (columns, item) = (context.Rules.Columns, planned.Change.Row!); // A deleted item writes no values.
        var pushDue = context.Rules.Pushes && (stored is null || !stored.Differences(columns.Push, item).IsEmpty);
        return new Effect
        {
            Entry = entry with
            {
                State = LedgerState.Live,
                Provenance = Provenance.Pull,
                RowHash = pushDue ? null : stored?.Hash(columns.Push),
                IsAgreed = true,
                Base = context.BaseOf(item),
                ChangedAt = context.Now,
            },
            PushDue = pushDue ? entry.Key : null,
            Loss = loss,
            Tally = Tally.Written,
        };
    }

    private static Effect OfAdopt(PlannedItem planned, PullDecision.Adopt adopt, EffectContext context)
    {
        var entry = planned.Case.Entry!; // Only an entry's item is adopted.
        return new Effect
        {
            Entry = entry with
            {
                State = LedgerState.Live,
                ItemHash = adopt.ItemHash,
                ETag = adopt.ETag,
                RowHash = adopt.PushDue ? null : adopt.RowHash ?? entry.RowHash,
                IsAgreed = true,
                Base = context.BaseOf(planned.Change.Row),
                ChangedAt = context.Now,
            },
            PushDue = adopt.PushDue ? entry.Key : null,
            Tally = adopt.Tally,
            IsNormalised = adopt.IsNormalised,
        };
    }

    private static Effect OfLeaveToPush(PlannedItem planned, PullDecision.LeaveToPush left, EffectContext context)
    {
        var entry = planned.Case.Entry!; // Only an entry's item has a row to push.
        return new Effect
        {
            Entry = entry with
            {
                ItemHash = left.ItemHash,
                ETag = left.ETag,
                RowHash = null,
                IsAgreed = true,
                Base = context.BaseOf(planned.Change.Row) ?? entry.Base,
                ChangedAt = context.Now,
            },
            PushDue = entry.Key,
            Loss = left.Loss,
            Tally = left.Tally,
        };
    }

    private static Effect Unwritten(PlannedItem planned, TableOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        TableOutcome.PreconditionFailed => Effect.Of(FollowUp.ReadRow),
        TableOutcome.Parked parked => Refused(planned, parked.Reason, earlier, context),
        TableOutcome.Applied => throw new ArgumentException("This one was written.", nameof(outcome)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Nothing was inserted: the reservation is taken back.</summary>
    private static Effect Undo(PlannedItem planned, LedgerEntry reserved) =>
        planned.Case.Entry is { } before ? new Effect { Entry = before } : new Effect { Removed = reserved.Key };

    private static Effect Refused(PlannedItem planned, ParkReason reason, Parked? earlier, EffectContext context) =>
        new() { Parked = Park(planned, new PullDecision.Park(reason), earlier, context), Tally = Tally.Parked };

    private static LedgerEntry Turn(PlannedItem planned, LedgerState state, EffectContext context) =>
        planned.Case.Entry! with { State = state, Provenance = Provenance.Pull, ChangedAt = context.Now }; // Only a pair ends.

    private static Parked Park(PlannedItem planned, PullDecision.Park park, Parked? earlier, EffectContext context) => earlier is null
        ? Parked.First(context.Definition, planned.Case.Entry?.Key, planned.Case.Entry?.RowKey, planned.Change.Item, SyncDirection.Pull, park.Reason, context.Schedule, context.Now, park.Conflict)
        : earlier.Again(park.Reason, context.Schedule, context.Now) with { Key = planned.Case.Entry?.Key, RowKey = planned.Case.Entry?.RowKey, Conflict = park.Conflict };

    private static TableOutcome Needed(TableOutcome? outcome) => outcome ?? throw new ArgumentNullException(nameof(outcome), "A decision that writes has an outcome.");
}
