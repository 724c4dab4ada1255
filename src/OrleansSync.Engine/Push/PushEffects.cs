using System.Diagnostics;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Push;

/// <summary>
/// What a push leaves in the ledger: before a create is sent, and after any decision once its outcome is known. Pure. A move
/// has several steps, see <see cref="MoveEffects"/>.
/// </summary>
public static class PushEffects
{
    /// <summary>
    /// The entry that notes a create before it is sent. It remembers what the item is made with, so that whoever settles it can tell
    /// an edit of somebody else from our own write.
    /// </summary>
    public static LedgerEntry Reserve(RowChange change, PushCase given, PushDecision.Create create, EffectContext context) =>
        Renew(given.Entry, change, context) with
        {
            State = LedgerState.Reserved,
            List = create.List,
            Item = null,
            MovingTo = null,
            MovedItem = null,
            RowHash = create.Row.Hash(context.Rules.Columns.Push),
            ItemHash = Foretell(create.Row, context),
            ETag = null,
            IsAgreed = true,
            Base = context.BaseOf(create.Row),

            // Whoever settles this must find the row.
            RowKey = change.Key,
        };

    /// <summary>
    /// The entry that notes a write of an item before it is sent. Were it not noted, a row that went back to its old values after a crash would
    /// pass for unchanged, while the item keeps what was written unheard. The item's hash is of what it will read as, so that our own write is
    /// known when it is met; a write that was never made is known by the version.
    /// </summary>
    public static LedgerEntry Note(PlannedRow planned, EffectContext context)
    {
        var entry = planned.Case.Entry!; // A write of an item is of an entry.
        var isForetold = planned.Decision is PushDecision.Update { Overwrites: false } && context.Rules.Columns.PullOnly.Names.IsEmpty;
        return entry with { RowHash = null, ItemHash = isForetold ? Foretell(planned.Change.Row!, context) : entry.ItemHash, ChangedAt = context.Now };
    }

    /// <summary>
    /// The entry of a reserved create for which one item was found. It need not be what was reserved: an earlier create, with older values,
    /// may have arrived late; then the row is written again. In a two-way definition an item of a later version than its first was perhaps
    /// edited by people, and the next plan meets it as such. One that is marked was marked by a turn that did not live to record it.
    /// </summary>
    public static Effect Adopted(LedgerEntry reserved, ItemChange found, EffectContext context)
    {
        var isFirst = found.ETag is { Version: 1 };
        var isAsReserved = reserved.RowHash is { } hash && found.Row?.Hash(context.Rules.Columns.Push) == hash;
        return new Effect
        {
            Entry = reserved with
            {
                State = found.IsMarked ? LedgerState.ItemMarked : LedgerState.Live,
                List = found.Item.List,
                Item = found.Item.Item,
                ETag = isFirst ? found.ETag : null,
                RowHash = isAsReserved || (context.Rules.IsTwoWay && !isFirst) ? reserved.RowHash : null,
                Provenance = Provenance.Push,
                ChangedAt = context.Now,
            },
            Next = FollowUp.PlanAgain,
        };
    }

    /// <summary>The effect of a decision.</summary>
    /// <param name="planned">The row, and what was decided. A create was reserved before; a <see cref="PushDecision.Move"/> is not given.</param>
    /// <param name="outcome">What became of its write; null for a decision that writes nothing.</param>
    /// <param name="earlier">How the row was set aside before; null when it was not.</param>
    /// <param name="context">Of the turn.</param>
    public static Effect Of(PlannedRow planned, ListOutcome? outcome, Parked? earlier, EffectContext context) => planned.Decision switch
    {
        PushDecision.Skip skip => new Effect { Tally = skip.Tally },
        PushDecision.Detach detach => new Effect { Entry = Turn(planned, LedgerState.ItemAlone, context), Loss = detach.Loss, Tally = detach.Tally, IsDelete = true },
        PushDecision.Forget forget => new Effect { Entry = Turn(planned, LedgerState.Gone, context), Tally = forget.Tally },
        PushDecision.Adopt adopt => OfAdopt(planned, adopt, context),
        PushDecision.LeaveToPull left => new Effect { PullDue = left.Item, Tally = left.Tally },
        PushDecision.Park park => new Effect { Parked = Park(planned, park, earlier, context), Tally = park.Tally },
        PushDecision.Settle => Effect.Of(FollowUp.Settle),
        PushDecision.ReadRow => Effect.Of(FollowUp.ReadRow),
        PushDecision.Create create => OfCreate(planned, create, Needed(outcome), earlier, context),
        PushDecision.Update update => OfUpdate(planned, update, Needed(outcome), earlier, context),
        PushDecision.Backfill => OfBackfill(planned, Needed(outcome), earlier, context),
        PushDecision.Delete delete => OfDelete(planned, Needed(outcome), earlier, context) with { Loss = LossOf(outcome, delete.Loss) },
        PushDecision.Mark mark => OfMark(planned, Needed(outcome), earlier, context) with { Loss = LossOf(outcome, mark.Loss) },
        PushDecision.Move => throw new ArgumentException("A move has steps of its own.", nameof(planned)),
        _ => throw new UnreachableException(),
    };

    /// <summary>The row set aside because its plan met another version of the item again and again.</summary>
    public static Effect Contended(PlannedRow planned, Parked? earlier, EffectContext context) => Refused(planned, ParkReason.Contended, earlier, context);

    /// <summary>The hash that the item will have over the columns of a pull; null when the write does not hold all of them.</summary>
    internal static RowHash? Foretell(Row written, EffectContext context) => written.Hash(context.Rules.Columns.Pull);

    /// <summary>The entry to change, or a new one.</summary>
    internal static LedgerEntry Renew(LedgerEntry? entry, RowChange change, EffectContext context) => (entry ?? new LedgerEntry
    {
        Definition = context.Definition,
        Key = change.SyncKey,
        State = LedgerState.Reserved,
        Provenance = Provenance.Push,
        List = default,
        CreatedAt = context.Now,
        ChangedAt = context.Now,
    }) with
    {
        RowKey = context.Rules.KeepsRowKeys ? change.Key : null,
        Provenance = Provenance.Push,
        ChangedAt = context.Now,
    };

    private static Effect OfCreate(PlannedRow planned, PushDecision.Create create, ListOutcome outcome, Parked? earlier, EffectContext context)
    {
        var reserved = Reserve(planned.Change, planned.Case, create, context);
        return outcome switch
        {
            ListOutcome.Applied applied => new Effect
            {
                Entry = reserved with { State = LedgerState.Live, RowKey = context.Rules.KeepsRowKeys ? reserved.RowKey : null, Item = applied.Item, ETag = applied.ETag, ItemHash = applied.ItemHash ?? reserved.ItemHash },
                Loss = create.Loss,
                Tally = Tally.Written,
                IsNormalised = IsNormalised(applied, reserved.ItemHash),
            },
            ListOutcome.NotSent later => Undo(planned) with { Next = FollowUp.SendLater, Until = later.Until },
            ListOutcome.Parked parked => Undo(planned) with { Parked = Park(planned, new PushDecision.Park(parked.Reason), earlier, context), Tally = Tally.Parked },
            ListOutcome.ReplyLost or ListOutcome.UniqueViolation or ListOutcome.PreconditionFailed or ListOutcome.Missing or ListOutcome.Unchanged => Effect.Of(FollowUp.Settle),
            _ => throw new UnreachableException(),
        };
    }

    private static Effect OfUpdate(PlannedRow planned, PushDecision.Update update, ListOutcome outcome, Parked? earlier, EffectContext context)
    {
        var entry = planned.Case.Entry!; // An update is of an entry.
        var columns = context.Rules.Columns;

        // What people wrote into columns that are only pulled stays unseen by the table until the pull of that version, however often we write over it.
        var isAgreed = columns.PullOnly.Names.IsEmpty || (!update.Overwrites && entry.IsAgreed);
        var foretold = columns.PullOnly.Names.IsEmpty ? Foretell(planned.Change.Row!, context) : null; // An update has a row.
        var written = Renew(entry, planned.Change, context) with
        {
            State = LedgerState.Live,
            RowHash = update.RowHash,
            IsAgreed = isAgreed,
            Base = context.BaseOf(planned.Change.Row),
        };
        return outcome switch
        {
            ListOutcome.Applied applied => new Effect
            {
                Entry = written with { ETag = applied.ETag, ItemHash = isAgreed ? applied.ItemHash ?? foretold : null },
                PullDue = isAgreed ? null : update.Item,
                Loss = update.Loss,
                Tally = Tally.Written,
                IsNormalised = isAgreed && IsNormalised(applied, foretold),
            },
            ListOutcome.Unchanged => new Effect { Entry = written with { ETag = update.IfMatch, ItemHash = isAgreed ? foretold : null }, PullDue = isAgreed ? null : update.Item, Tally = Tally.Unchanged },
            _ => Unwritten(planned, outcome, earlier, context),
        };
    }

    // The row's hash stays as it was: when more of the row had changed, an ordinary run still finds it.
    private static Effect OfBackfill(PlannedRow planned, ListOutcome outcome, Parked? earlier, EffectContext context)
    {
        var entry = planned.Case.Entry!; // A backfill is of an entry.
        var isWhole = planned.Change.Row?.Hash(context.Rules.Columns.Push) == entry.RowHash && entry.RowHash is not null;
        return outcome switch
        {
            ListOutcome.Applied applied => new Effect { Entry = entry with { ETag = applied.ETag, ItemHash = isWhole ? entry.ItemHash : null, ChangedAt = context.Now }, Tally = Tally.Written },
            ListOutcome.Unchanged => new Effect { Entry = entry, Tally = Tally.Unchanged },
            _ => Unwritten(planned, outcome, earlier, context),
        };
    }

    private static Effect OfDelete(PlannedRow planned, ListOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        ListOutcome.Applied or ListOutcome.Unchanged => new Effect
        {
            Entry = Turn(planned, LedgerState.Gone, context) with { ETag = ((PushDecision.Delete)planned.Decision).IfMatch },
            Tally = Tally.Written,
            IsDelete = true,
        },
        _ => Unwritten(planned, outcome, earlier, context),
    };

    private static Effect OfMark(PlannedRow planned, ListOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        ListOutcome.Applied applied => new Effect { Entry = Turn(planned, LedgerState.ItemMarked, context) with { ETag = applied.ETag }, Tally = Tally.Written, IsDelete = true },
        ListOutcome.Unchanged => new Effect { Entry = Turn(planned, LedgerState.ItemMarked, context), Tally = Tally.Written, IsDelete = true },
        _ => Unwritten(planned, outcome, earlier, context),
    };

    /// <summary>A write of an item that is there was not made, or nobody knows: the ledger stays as it is.</summary>
    private static Effect Unwritten(PlannedRow planned, ListOutcome outcome, Parked? earlier, EffectContext context) => outcome switch
    {
        ListOutcome.NotSent later => Effect.Of(FollowUp.SendLater) with { Until = later.Until },
        ListOutcome.ReplyLost => Effect.Of(FollowUp.SendAgain),
        ListOutcome.PreconditionFailed or ListOutcome.Missing => Effect.Of(FollowUp.ReadItem),
        ListOutcome.UniqueViolation => Refused(planned, ParkReason.WriteRefused, earlier, context),
        ListOutcome.Parked parked => Refused(planned, parked.Reason, earlier, context),
        ListOutcome.Applied or ListOutcome.Unchanged => throw new ArgumentException("This one was written.", nameof(outcome)),
        _ => throw new UnreachableException(),
    };

    private static Effect OfAdopt(PlannedRow planned, PushDecision.Adopt adopt, EffectContext context) => new()
    {
        Entry = Renew(planned.Case.Entry, planned.Change, context) with
        {
            State = LedgerState.Live,
            RowHash = adopt.RowHash,
            ItemHash = adopt.IsAgreed ? adopt.ItemHash : null,
            ETag = adopt.ETag,
            IsAgreed = adopt.IsAgreed,
            Base = context.BaseOf(planned.Change.Row),
        },
        PullDue = adopt.IsAgreed ? null : planned.Case.Entry?.Address,
        Tally = adopt.Tally,
    };

    /// <summary>Nothing was created: the reservation is taken back.</summary>
    internal static Effect Undo(PlannedRow planned) =>
        planned.Case.Entry is { } before ? new Effect { Entry = before } : new Effect { Removed = planned.Change.SyncKey };

    private static Effect Refused(PlannedRow planned, ParkReason reason, Parked? earlier, EffectContext context) =>
        new() { Parked = Park(planned, new PushDecision.Park(reason), earlier, context), Tally = Tally.Parked };

    private static LedgerEntry Turn(PlannedRow planned, LedgerState state, EffectContext context) =>
        planned.Case.Entry! with { State = state, Provenance = Provenance.Push, ChangedAt = context.Now }; // Only a pair ends.

    private static Parked Park(PlannedRow planned, PushDecision.Park park, Parked? earlier, EffectContext context) => earlier is null
        ? Parked.First(context.Definition, planned.Change.SyncKey, planned.Change.Key.Parts.IsDefault ? null : planned.Change.Key, planned.Case.Entry?.Address, SyncDefinitions.SyncDirection.Push, park.Reason, context.Schedule, context.Now, park.Conflict)
        : earlier.Again(park.Reason, context.Schedule, context.Now) with
        {
            // A row that was gone was set aside without its key; now that it is back, whoever tries again must find it.
            RowKey = planned.Change.Key.Parts.IsDefault ? earlier.RowKey : planned.Change.Key,
            Item = planned.Case.Entry?.Address,
            Conflict = park.Conflict,
        };

    private static bool IsNormalised(ListOutcome.Applied applied, RowHash? foretold) => applied.ItemHash is { } read && foretold is { } expected && read != expected;

    private static Conflicts.Loss? LossOf(ListOutcome? outcome, Conflicts.Loss? loss) => outcome is ListOutcome.Applied or ListOutcome.Unchanged ? loss : null;

    private static ListOutcome Needed(ListOutcome? outcome) => outcome ?? throw new ArgumentNullException(nameof(outcome), "A decision that writes has an outcome.");
}
