using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>Moves, step by step, all of a turn side by side.</summary>
internal sealed partial class PushTurn
{
    /// <summary>Look up, create, record, delete, read, carry over, delete, record; twice for answers that are lost.</summary>
    private const int MoveStepsMax = 16;

    private async Task<EpochVerdict> MoveAsync(CancellationToken cancellationToken)
    {
        for (var step = 0; step < MoveStepsMax && At(PushWorkStep.Move).Count > 0; step++)
        {
            await ReadMovedRowsAsync(cancellationToken);
            var next = At(PushWorkStep.Move).Select(work => (Work: work, Step: NextOf(work))).ToList();
            await LookUpAsync([.. next.Where(each => each.Step is MoveStep.LookUp).Select(each => each.Work)], cancellationToken);
            await CreateMovedAsync([.. next.Where(each => each.Step is MoveStep.Create).Select(each => each.Work)], cancellationToken);
            var verdict = await RecordCreatedAsync([.. next.Where(each => each.Step is MoveStep.RecordCreated)], cancellationToken);
            if (verdict != EpochVerdict.Accepted)
            {
                return verdict;
            }

            await ReadNewAsync([.. next.Where(each => each.Step is MoveStep.CarryOver && each.Work.MovedVersion is null).Select(each => each.Work)], cancellationToken);
            if (next.Exists(each => each.Step is MoveStep.DeleteOld or MoveStep.CarryOver) && await CheckEpochAsync(cancellationToken) is var held && held != EpochVerdict.Accepted)
            {
                return held;
            }

            await DeleteOldAsync([.. next.Where(each => each.Step is MoveStep.DeleteOld)], cancellationToken);
            await ReadOldAsync([.. next.Where(each => each.Step is MoveStep.ReadOld).Select(each => each.Work)], cancellationToken);
            await CarryOverAsync([.. next.Where(each => each.Step is MoveStep.CarryOver)], cancellationToken);
            foreach (var (work, _) in next.Where(each => each.Step is MoveStep.RecordDone))
            {
                EndMove(work);
            }
        }

        return EpochVerdict.Accepted;
    }

    private MoveStep? NextOf(PushWork work)
    {
        var entry = work.Entry!; // What moves is an entry.
        var created = CreatedRow(work);
        if (entry.MovedItem is null && work.Move is { LookedUp: true, Found: null } && (created is null || work.Decided is null || work.Sends > 0))
        {
            // Of a create that was sent before nobody heard, and it may still be under way.
            if (MayBeUnderWay(work))
            {
                AwaitOutcome(work);
                return null;
            }

            if (created is null)
            {
                Take(work, new Effect { Entry = MoveEffects.TakenBack(entry, context), Next = FollowUp.PlanAgain });
                return null;
            }
        }

        // A row that is gone needs no edit of its old item.
        return MovePlanner.Next(entry, created is null ? work.Move with { CarriedOver = true } : work.Move, created ?? Row.Empty, turn.Rules);
    }

    private Row? CreatedRow(PushWork work) => work.Decided?.Row
        ?? (work.Row is RowView.Seen { Change: { Row: { } row } change } && !row.LacksAny(turn.Rules.Columns.Push) ? PushPlanner.Carried(change, work.Move.Old?.Row, turn.Rules) : null);

    private async Task ReadMovedRowsAsync(CancellationToken cancellationToken)
    {
        // A captured row may be older than the reservation, and may lack values.
        var waiting = At(PushWorkStep.Move).Where(work => work.Decided is null && work.Row is not RowView.Seen { Change.Reading: RowReading.Read } and not RowView.Unusable { Change.Reading: RowReading.Read } && work.RowKey is not null).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var rows = await table.FindRowsAsync(turn.Definition, [.. waiting.Select(work => work.RowKey!.Value)], cancellationToken);
        for (var index = 0; index < rows.Length; index++)
        {
            waiting[index].Row = rows[index];
        }
    }

    private async Task LookUpAsync(List<PushWork> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, works) in Calls(waiting, static work => work.Entry!.MovingTo!.Value)) // What moves goes somewhere.
        {
            var found = await lists.FindByKeysAsync(turn.Definition, list, [.. works.Select(work => work.Key)], cancellationToken);
            var byKey = found.Select(ChangeOf).ToLookup(change => change.SyncKey);
            foreach (var work in works)
            {
                var one = byKey[work.Key].FirstOrDefault();
                work.Move = work.Move with { LookedUp = true, Found = one?.Item.Item };
                (work.Moved, work.MovedVersion) = (one, one?.ETag is { Version: 1 } first ? first : null);
            }
        }
    }

    private async Task CreateMovedAsync(List<PushWork> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, works) in Calls(waiting, static work => work.Entry!.MovingTo!.Value))
        {
            var outcomes = await ApplyAsync(list, [.. works.Select(work => (ListWrite)new ListWrite.Create(work.Key, CreatedRow(work)!))], cancellationToken);
            for (var index = 0; index < outcomes.Length; index++)
            {
                OnMovedCreated(works[index], outcomes[index]);
            }
        }
    }

    private void OnMovedCreated(PushWork work, ListOutcome outcome)
    {
        switch (outcome)
        {
            case ListOutcome.Applied applied:
                (work.Move, work.Moved, work.MovedVersion) = (work.Move with { Found = applied.Item }, null, applied.ETag);
                break;
            case ListOutcome.NotSent later:
                Wait(work, later.Until);
                break;
            case ListOutcome.Parked parked:
                Refuse(work, parked.Reason);
                break;
            default:
                // Lost, or taken: the look-up tells.
                work.Move = work.Move with { LookedUp = false };
                CountSend(work);
                break;
        }
    }

    private async Task<EpochVerdict> RecordCreatedAsync(List<(PushWork Work, MoveStep? Step)> waiting, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>(waiting.Count);
        foreach (var (work, step) in waiting)
        {
            var item = ((MoveStep.RecordCreated)step!).Item;
            work.Entry = work.Moved is { } found ? MoveEffects.Created(work.Entry!, item, found, context) : MoveEffects.Created(work.Entry!, item, CreatedRow(work)!, context); // What was created had a row.
            entries.Add(work.Entry);
        }

        return await NoteAsync(entries.ToImmutable(), cancellationToken);
    }

    private async Task DeleteOldAsync(List<(PushWork Work, MoveStep? Step)> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, all) in Calls(waiting.Select(each => (each.Work, Delete: (MoveStep.DeleteOld)each.Step!)), static each => each.Delete.Item.List))
        {
            foreach (var (work, _) in all.Where(each => each.Delete.IfMatch is null))
            {
                work.Move = work.Move with { OldWasRefused = true }; // Nothing would guard the delete: read it first.
            }

            var works = all.Where(each => each.Delete.IfMatch is not null).ToList();
            if (works.Count == 0)
            {
                continue;
            }

            var outcomes = await ApplyAsync(list, [.. works.Select(each => (ListWrite)new ListWrite.Delete(each.Work.Key, each.Delete.Item.Item, each.Delete.IfMatch))], cancellationToken);
            for (var index = 0; index < outcomes.Length; index++)
            {
                OnOldDeleted(works[index].Work, outcomes[index]);
            }
        }
    }

    private void OnOldDeleted(PushWork work, ListOutcome outcome)
    {
        switch (outcome)
        {
            case ListOutcome.Applied or ListOutcome.Unchanged or ListOutcome.Missing:
                work.Move = work.Move with { OldIsGone = true };
                break;
            case ListOutcome.NotSent later:
                Wait(work, later.Until);
                break;
            case ListOutcome.Parked parked:
                Park(work, parked.Reason);
                break;
            case ListOutcome.PreconditionFailed:
                work.Move = work.Move with { OldWasRefused = true, Old = null, CarriedOver = false };
                CountSend(work);
                break;
            default:
                CountSend(work);
                break;
        }
    }

    private async Task ReadOldAsync(List<PushWork> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, works) in Calls(waiting, static work => work.Entry!.List))
        {
            var items = await lists.FindItemsAsync(turn.Definition, list, [.. works.Select(work => work.Entry!.Item!.Value)], cancellationToken);
            for (var index = 0; index < items.Length; index++)
            {
                var old = ChangeOf(items[index]);
                if (items[index] is ItemView.Unusable { Change.IsDeleted: false } unusable)
                {
                    Park(works[index], unusable.Reason);
                }

                works[index].Move = works[index].Move with { Old = old };
            }
        }
    }

    private async Task ReadNewAsync(List<PushWork> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, works) in Calls(waiting, static work => work.Entry!.MovingTo!.Value))
        {
            var items = await lists.FindItemsAsync(turn.Definition, list, [.. works.Select(work => work.Entry!.MovedItem!.Value)], cancellationToken); // It is recorded before.
            for (var index = 0; index < items.Length; index++)
            {
                works[index].MovedVersion = ChangeOf(items[index]).ETag;
            }
        }
    }

    private async Task CarryOverAsync(List<(PushWork Work, MoveStep? Step)> waiting, CancellationToken cancellationToken)
    {
        foreach (var (list, works) in Calls(waiting.Select(each => (each.Work, Carry: (MoveStep.CarryOver)each.Step!)), static each => each.Carry.Item.List))
        {
            var outcomes = await ApplyAsync(
                list, [.. works.Select(each => (ListWrite)new ListWrite.Update(each.Work.Key, each.Carry.Item.Item, each.Work.MovedVersion, each.Carry.Fields, null))], cancellationToken);
            for (var index = 0; index < outcomes.Length; index++)
            {
                OnCarriedOver(works[index].Work, outcomes[index]);
            }
        }
    }

    private void OnCarriedOver(PushWork work, ListOutcome outcome)
    {
        switch (outcome)
        {
            case ListOutcome.Applied applied:
                (work.Move, work.MovedVersion) = (work.Move with { CarriedOver = true }, applied.ETag);
                work.Entry = MoveEffects.CarriedOver(work.Entry!, context);
                break;
            case ListOutcome.NotSent later:
                Wait(work, later.Until);
                break;
            case ListOutcome.Missing:
                // The new item is gone too: there is nothing to carry an edit to.
                work.Move = work.Move with { CarriedOver = true };
                break;
            case ListOutcome.Parked parked:
                Park(work, parked.Reason);
                break;
            default:
                work.MovedVersion = null;
                CountSend(work);
                break;
        }
    }

    private void EndMove(PushWork work)
    {
        var entry = work.Entry!; // What moves is an entry.
        var done = MoveEffects.Done(entry, work.MovedVersion, context) with { Move = new RowMove(work.Key, turn.Run.Id, entry.Address!.Value, new ItemAddress(entry.MovingTo!.Value, entry.MovedItem!.Value), context.Now) };
        if (work.Decided is { } decided)
        {
            Decide(work, done with { Loss = decided.Loss });
            return;
        }

        // An earlier turn decided this move; what the row is now is planned by itself.
        Take(work, done with { Tally = null, Next = FollowUp.PlanAgain });
    }

    /// <summary>The new list refuses the row: it stays where it is, and is set aside.</summary>
    private void Refuse(PushWork work, ParkReason reason)
    {
        Draft.AddRow(work.Key, new Effect { Entry = MoveEffects.TakenBack(work.Entry!, context) }, isCounted: false);
        Park(work, reason);
    }

    private void Wait(PushWork work, DateTimeOffset until)
    {
        ResumeAt = ResumeAt is { } at && at <= until ? at : until;
        Draft.AddRow(work.Key, new Effect { Entry = work.Entry }, isCounted: false);
        work.Step = PushWorkStep.Later;
    }

    private void CountSend(PushWork work)
    {
        if (++work.Sends >= options.SendsMax)
        {
            Draft.AddRow(work.Key, new Effect { Entry = work.Entry }, isCounted: false);
            Park(work, ParkReason.TransientFailure);
        }
    }
}
