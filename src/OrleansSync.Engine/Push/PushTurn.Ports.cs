using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Engine.Push;

/// <summary>The round trips of a turn, each for all rows that wait for it.</summary>
internal sealed partial class PushTurn
{
    private async Task ReadRowsAsync(CancellationToken cancellationToken)
    {
        foreach (var waiting in At(PushWorkStep.ReadRow).Chunk(ILedger.KeysMax))
        {
            using var reading = stages?.Begin(RunStage.Read);

            // Who has no key was decided when it was planned.
            var rows = await table.FindRowsAsync(turn.Definition, [.. waiting.Select(work => work.RowKey!.Value)], cancellationToken);
            for (var index = 0; index < rows.Length; index++)
            {
                (waiting[index].Row, waiting[index].Step) = (rows[index], PushWorkStep.Plan);
            }
        }
    }

    private async Task ReadItemsAsync(CancellationToken cancellationToken)
    {
        foreach (var (list, waiting) in Calls(At(PushWorkStep.ReadItem), static work => work.Entry!.List)) // An item that was written is an entry's.
        {
            using var reading = stages?.Begin(RunStage.Read);
            var items = await lists.FindItemsAsync(turn.Definition, list, [.. waiting.Select(work => work.Entry!.Item!.Value)], cancellationToken);
            for (var index = 0; index < items.Length; index++)
            {
                var work = waiting[index];
                (work.Item, work.Step) = (items[index], PushWorkStep.Plan);
                if (++work.Plans > options.PlansMax)
                {
                    Park(work, ParkReason.Contended);
                }
            }
        }
    }

    /// <summary>Notes every write before anything is sent: after a crash, a trace is left. One commit for all.</summary>
    private async Task<EpochVerdict> ReserveAsync(CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (var work in At(PushWorkStep.Send))
        {
            var reserved = work.Planned!.Decision switch
            {
                PushDecision.Create create => PushEffects.Reserve(work.Planned.Change, work.Planned.Case, create, context),
                PushDecision.Move move => MoveEffects.Reserve(work.Planned.Change, work.Planned.Case.Entry!, move, context), // A move is an entry's.
                _ => null,
            };
            if (reserved is not null)
            {
                work.Entry = reserved;
            }

            entries.Add(reserved ?? PushEffects.Note(work.Planned, context));

            if (work.Planned.Decision is PushDecision.Move decided)
            {
                // What is known is of another move, if the row moved before in this turn.
                (work.Step, work.Decided, work.Move, work.MovedVersion) = (PushWorkStep.Move, decided, new MoveFacts(), null);
            }
        }

        return entries.Count > 0 ? await NoteAsync(entries.ToImmutable(), cancellationToken) : await CheckEpochAsync(cancellationToken);
    }

    /// <summary>
    /// Versions guard against a worker that lost its run only when it had them before: so the epoch is compared after every read that gives
    /// a version and before the write that uses it. Whoever takes over later writes other versions, and the write fails on them (P9).
    /// </summary>
    private async Task<EpochVerdict> CheckEpochAsync(CancellationToken cancellationToken)
    {
        var isSending = works.Values.Any(work => work.Step is PushWorkStep.Send or PushWorkStep.Move);
        return isSending ? (await ledger.FindEpochAsync(turn.Definition.Id, cancellationToken)).Check(turn.Run.Epoch) : EpochVerdict.Accepted;
    }

    /// <summary>A commit of entries alone, in the midst of a turn.</summary>
    private async Task<EpochVerdict> NoteAsync(ImmutableArray<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.IsEmpty)
        {
            return EpochVerdict.Accepted;
        }

        using var committing = stages?.Begin(RunStage.Commit);
        return await ledger.CommitAsync(new LedgerCommit(turn.Definition.Id, turn.Run.Id, turn.Run.Epoch) { Entries = entries }, cancellationToken);
    }

    private async Task<ImmutableArray<ListOutcome>> ApplyAsync(ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken)
    {
        using var applying = stages?.Begin(RunStage.Apply);
        return await writer.ApplyAsync(turn.Definition, list, writes, cancellationToken);
    }

    /// <summary>Takes back what was noted of creates that were not sent: it is no trace of anything, and would only be waited for.</summary>
    private async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        var draft = new CommitDraft();
        foreach (var work in works.Values)
        {
            switch (work)
            {
                case { Step: PushWorkStep.Send, Planned.Decision: PushDecision.Create }:
                    draft.AddRow(work.Key, PushEffects.Undo(work.Planned), isCounted: false);
                    break;
                case { Step: PushWorkStep.Move, Decided: not null, Entry: { MovedItem: null } moving, Move.Found: null, Sends: 0 }:
                    draft.AddRow(work.Key, new Effect { Entry = MoveEffects.TakenBack(moving, context) }, isCounted: false);
                    break;
            }
        }

        await ledger.CommitAsync(draft.ToCommit(turn), cancellationToken);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var ready = At(PushWorkStep.Send).Where(work => !NeedsItsItem(work)).ToList();
        foreach (var (list, works) in Calls(ready, static work => ListOf(work.Planned!.Decision)))
        {
            var outcomes = await ApplyAsync(list, [.. works.Select(Write)], cancellationToken);
            for (var index = 0; index < outcomes.Length; index++)
            {
                Take(works[index], outcomes[index]);
            }
        }
    }

    /// <summary>What goes to one list in one call, which has its limit.</summary>
    private IEnumerable<(ListId List, T[] Works)> Calls<T>(IEnumerable<T> works, Func<T, ListId> list) =>
        from one in works.GroupBy(list).OrderBy(each => each.Key) from chunk in one.Chunk(options.WritesMax) select (one.Key, chunk);

    private void Take(PushWork work, ListOutcome outcome)
    {
        work.WasRefused = outcome is ListOutcome.UniqueViolation;
        Take(work, PushEffects.Of(work.Planned!, outcome, work.Earlier, context));
        if (work.Step is PushWorkStep.Send or PushWorkStep.Settle && ++work.Sends >= options.SendsMax)
        {
            Park(work, ParkReason.TransientFailure);
        }
    }

    /// <summary>The ledger has no version, so that nothing would guard the write: the item is read first.</summary>
    private static bool NeedsItsItem(PushWork work)
    {
        var isUnguarded = work.Planned!.Decision is PushDecision.Update { IfMatch: null } or PushDecision.Backfill { IfMatch: null } or PushDecision.Delete { IfMatch: null } or PushDecision.Mark { IfMatch: null };
        if (isUnguarded)
        {
            work.Step = PushWorkStep.ReadItem;
        }

        return isUnguarded;
    }

    private static ListId ListOf(PushDecision decision) => decision switch
    {
        PushDecision.Create create => create.List,
        PushDecision.Update update => update.Item.List,
        PushDecision.Backfill backfill => backfill.Item.List,
        PushDecision.Delete delete => delete.Item.List,
        PushDecision.Mark mark => mark.Item.List,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ListWrite Write(PushWork work) => work.Planned!.Decision switch
    {
        PushDecision.Create create => new ListWrite.Create(work.Key, create.Row),
        PushDecision.Update update => new ListWrite.Update(work.Key, update.Item.Item, update.IfMatch, update.Fields, update.Revives ? false : null, update.Claims),
        PushDecision.Backfill backfill => new ListWrite.Update(work.Key, backfill.Item.Item, backfill.IfMatch, backfill.Fields, null, backfill.Claims),
        PushDecision.Delete delete => new ListWrite.Delete(work.Key, delete.Item.Item, delete.IfMatch),
        PushDecision.Mark mark => new ListWrite.Update(work.Key, mark.Item.Item, mark.IfMatch, Rows.Row.Empty, true, mark.Claims),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Finds out what became of creates of which nobody heard.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (list, waiting) in Calls(At(PushWorkStep.Settle), static work => work.Entry!.List)) // What is settled has its reservation.
        {
            using var reading = stages?.Begin(RunStage.Read);
            var found = await lists.FindByKeysAsync(turn.Definition, list, [.. waiting.Select(work => work.Key)], cancellationToken);
            var byKey = found.ToLookup(view => ChangeOf(view).SyncKey);
            foreach (var work in waiting)
            {
                Settle(work, [.. byKey[work.Key]]);
            }
        }
    }

    /// <summary>A request of the reservation may still have its effect; the reservation was made by an earlier turn, or its answer was lost in this one.</summary>
    private bool MayBeUnderWay(PushWork work) => context.Now < SureAt(work); // Only what is reserved is asked.

    private DateTimeOffset SureAt(PushWork work) => work.Entry!.ChangedAt + options.InFlightMax;

    private void Settle(PushWork work, ImmutableArray<ItemView> found)
    {
        switch (CreateSettlement.Next(found.Length, work.WasRefused, lookUpIsComplete: true, MayBeUnderWay(work), deltaIsComplete: false))
        {
            case CreateStep.Adopt:
                work.Item = found[0];
                Take(work, PushEffects.Adopted(work.Entry!, ChangeOf(found[0]), context)); // What is settled has its reservation.
                break;
            case CreateStep.Create:
                (work.IsCleared, work.Item, work.Step) = (true, ItemView.NotSeen, PushWorkStep.Plan);
                break;
            case CreateStep.Park:
                Park(work, ParkReason.DuplicateKey);
                break;
            case CreateStep.WaitForRequest:
                AwaitOutcome(work);
                break;
            case CreateStep.WaitForDelta:
                Park(work, ParkReason.TransientFailure);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ItemChange ChangeOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change,
        ItemView.Unusable unusable => unusable.Change,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
