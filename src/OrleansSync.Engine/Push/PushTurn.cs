using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>
/// One turn of a push in memory: each row goes from step to step until it is decided, a round for all rows at once, so that each round
/// trip carries a batch. Ends within a bounded number of rounds; who is not decided by then is set aside.
/// </summary>
internal sealed partial class PushTurn(
    ITableReader table, IListReader lists, IListWriter writer, ILedger ledger, Func<RowChange, ListId?> route, PushOptions options, TimeProvider time, TurnContext turn, IRunStages? stages)
{
    /// <summary>Times that a row's create may stay unheard, and is waited for, before the row no longer holds its run.</summary>
    private const int OutcomesMax = 3;

    private readonly Dictionary<SyncKey, PushWork> works = [];
    private readonly EffectContext context = new(turn.Definition.Id, turn.Rules, RetrySchedule.Default, time.Now());

    /// <summary>What the turn leaves.</summary>
    public CommitDraft Draft { get; } = new();

    /// <summary>True when every change of the batch is decided.</summary>
    public bool IsBatchDecided => works.Values.All(work => !work.IsOfStream || work.Step == PushWorkStep.Done);

    /// <summary>The changes of the batch that are decided.</summary>
    public IEnumerable<PushWork> DecidedOfStream => works.Values.Where(work => work.IsOfStream && work.Step == PushWorkStep.Done);

    /// <summary>True when perhaps more rows wait than the turn took up.</summary>
    public bool HasMore { get; private set; }

    /// <summary>When the rows that were not sent may be.</summary>
    public DateTimeOffset? ResumeAt { get; private set; }

    /// <summary>Gathers the rows of the turn: what earlier turns left, what is due, and the batch, with their entries in one query.</summary>
    public async Task GatherAsync(IEnumerable<RowView> changes, CancellationToken cancellationToken)
    {
        using var reading = stages?.Begin(RunStage.Read);
        if (!turn.Run.Scope.IsBackfill)
        {
            await GatherEarlierAsync(cancellationToken);
        }

        foreach (var view in changes)
        {
            var change = RowMark.ChangeOf(view);
            var work = Take(change.SyncKey);
            (work.Row, work.RowKey, work.IsOfStream, work.IsCounted) = (view, change.Key, true, true);
        }

        foreach (var keys in works.Keys.Chunk(ILedger.KeysMax))
        {
            foreach (var entry in await ledger.FindAsync(turn.Definition.Id, [.. keys], cancellationToken))
            {
                var work = works[entry.Key];
                (work.Entry, work.RowKey) = (entry, work.RowKey ?? entry.RowKey);
            }
        }

        HasMore = works.Values.Count(work => work.IsDue || work.Earlier is not null) >= options.DueMax || works.Values.Count(work => !work.IsCounted) >= options.UnsettledMax;
    }

    private async Task GatherEarlierAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await ledger.FindUnsettledAsync(turn.Definition.Id, options.UnsettledMax, cancellationToken))
        {
            var work = Take(entry.Key);
            (work.RowKey, work.Step) = (entry.RowKey, PushWorkStep.Plan);
        }

        foreach (var key in await ledger.FindPushDueAsync(turn.Definition.Id, options.DueMax, cancellationToken))
        {
            var work = Take(key);
            (work.IsDue, work.IsCounted) = (true, true);
        }

        foreach (var parked in await ledger.FindDueAsync(turn.Definition.Id, SyncDirection.Push, context.Now, options.DueMax, cancellationToken))
        {
            var work = Take(parked.Key!.Value); // What a push set aside has its key.
            (work.Earlier, work.RowKey, work.IsCounted) = (parked, parked.RowKey, true);
        }
    }

    /// <summary>Gathers rows that a comparison with the whole table found gone. Of most of them only the hash of the key is known.</summary>
    public async Task GatherGoneAsync(ImmutableArray<SyncKey> gone, CancellationToken cancellationToken)
    {
        foreach (var key in gone)
        {
            Take(key).IsCounted = true;
        }

        foreach (var entry in await ledger.FindAsync(turn.Definition.Id, gone, cancellationToken))
        {
            (works[entry.Key].Entry, works[entry.Key].RowKey) = (entry, entry.RowKey);
        }

        foreach (var work in works.Values)
        {
            work.Row = new RowView.Seen(new RowChange(work.RowKey ?? default, work.Key, null, RowReading.Read));
        }
    }

    /// <summary>The rows of the turn that are not decided.</summary>
    public ImmutableArray<SyncKey> Undecided => [.. works.Values.Where(work => work.Step != PushWorkStep.Done).Select(work => work.Key).Order()];

    /// <summary>Takes every row as far as it comes.</summary>
    /// <returns>Null when there is something to commit; the report of a turn that ends without a commit otherwise.</returns>
    public async Task<TurnReport?> RunAsync(CancellationToken cancellationToken)
    {
        var roundsMax = 4 + (2 * options.PlansMax) + options.SendsMax;
        for (var round = 0; round < roundsMax && works.Values.Any(work => work.Step is not (PushWorkStep.Later or PushWorkStep.Done)); round++)
        {
            await ReadRowsAsync(cancellationToken);
            Plan();
            await SettleAsync(cancellationToken);
            await ReadRowsAsync(cancellationToken);
            Plan();
            if (CheckGuard(round == 0) is { } tripped)
            {
                return tripped;
            }

            FinishUnwritten();
            if (await ReserveAsync(cancellationToken) is var verdict && verdict != EpochVerdict.Accepted)
            {
                return Stopped(verdict);
            }

            if (await WriteAsync(cancellationToken) is var moved && moved != EpochVerdict.Accepted)
            {
                return Stopped(moved);
            }

            await ReadItemsAsync(cancellationToken);
        }

        foreach (var work in works.Values)
        {
            Leave(work);
        }

        return null;
    }

    private async Task<EpochVerdict> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(cancellationToken);
            return await MoveAsync(cancellationToken);
        }
        catch (SyncException)
        {
            await TakeBackAsync(cancellationToken);
            throw;
        }
    }

    private static TurnReport Stopped(EpochVerdict verdict) => new(verdict, GuardVerdict.Passes, RunCounters.Zero, IsEnd: true);

    private PushWork Take(SyncKey key) => works.TryGetValue(key, out var work) ? work : works[key] = new PushWork(key);

    private List<PushWork> At(PushWorkStep step) => [.. works.Values.Where(work => work.Step == step)];

    private void Plan()
    {
        using var planning = stages?.Begin(RunStage.Plan);
        foreach (var work in At(PushWorkStep.Plan))
        {
            Plan(work);
        }
    }

    private void Plan(PushWork work)
    {
        if (turn.Run.Scope is { IsBackfill: true } scope)
        {
            var row = RowMark.ChangeOf(work.Row); // A backfill takes up what it reads, and nothing else.
            var chosen = new PushCase(work.Row, work.Entry, work.Item, work.Entry?.List);
            (work.Planned, work.Step) = (new PlannedRow(row, chosen, BackfillPlanner.Decide(chosen, scope.Fields)), PushWorkStep.Send);
            return;
        }

        if (work.Entry is { IsUnsettled: true } unsettled && !work.IsCleared)
        {
            work.Step = unsettled.State switch
            {
                LedgerState.Reserved => PushWorkStep.Settle,
                LedgerState.Moving => PushWorkStep.Move,
                _ => PushWorkStep.Later, // An insert is the pull's to settle, and the pull goes first.
            };
            return;
        }

        if (work.Row is RowView.Unseen)
        {
            work.Step = work.RowKey is null ? PushWorkStep.Done : PushWorkStep.ReadRow;
            if (work.RowKey is null)
            {
                // A due row of which neither the ledger nor anybody else knows the key is no pair any more.
                Decide(work, new Effect { Tally = Tally.Of(SkipReason.NeverSynced) });
            }

            return;
        }

        var change = RowMark.ChangeOf(work.Row);
        var known = work.IsCleared ? null : work.Entry;
        var given = new PushCase(work.Row, known, work.Item, change.IsDeleted ? known?.List : route(change));
        work.Planned = new PlannedRow(change, given, PushPlanner.Decide(given, turn.Rules));
        work.Step = work.Planned.Decision is PushDecision.ReadRow ? PushWorkStep.ReadRow : PushWorkStep.Send;
    }

    /// <summary>Deletes beyond what the guard allows: in the first round nothing was done yet, and the run asks; later, they wait for the next turn, which asks.</summary>
    private TurnReport? CheckGuard(bool isFirst)
    {
        var deletes = works.Values.Where(work => work.Planned?.Decision is PushDecision.Delete or PushDecision.Mark or PushDecision.Detach).ToList();
        var verdict = turn.Guard.Check(turn.Run.Deletes, deletes.Count, turn.Pairs, turn.Run.Confirmed);
        if (verdict == GuardVerdict.Passes)
        {
            return null;
        }

        if (isFirst)
        {
            return new TurnReport(EpochVerdict.Accepted, verdict, RunCounters.Zero, IsEnd: false, Deletes: deletes.Count);
        }

        foreach (var work in deletes.Where(work => work.Step == PushWorkStep.Send))
        {
            work.Step = PushWorkStep.Later;
        }

        return null;
    }

    private void FinishUnwritten()
    {
        foreach (var work in At(PushWorkStep.Send).Where(work => !work.Planned!.Decision.Writes))
        {
            Take(work, PushEffects.Of(work.Planned!, null, work.Earlier, context));
        }
    }

    /// <summary>What an effect means for the row's way on.</summary>
    private void Take(PushWork work, Effect effect)
    {
        switch (effect.Next)
        {
            case FollowUp.None:
                Decide(work, effect);
                return;
            case FollowUp.SendLater:
                ResumeAt = ResumeAt is { } at && at <= effect.Until ? at : effect.Until;
                work.Step = PushWorkStep.Later;
                Keep(work, effect);
                return;
            case FollowUp.SendAgain:
                work.Step = PushWorkStep.Send;
                return;
            case FollowUp.ReadRow:
                work.Step = PushWorkStep.ReadRow;
                return;
            case FollowUp.ReadItem:
                work.Step = PushWorkStep.ReadItem;
                return;
            case FollowUp.Settle:
                (work.Step, work.IsCleared) = (PushWorkStep.Settle, false);
                return;
            case FollowUp.PlanAgain:
                work.Step = PushWorkStep.Plan;
                Keep(work, effect);
                return;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Decide(PushWork work, Effect effect)
    {
        // A reservation that proved empty, of a row that is not created now, is of no use.
        if (work is { IsCleared: true, Entry.State: LedgerState.Reserved } && effect.Entry is null)
        {
            effect = effect with { Removed = work.Key };
        }

        Draft.AddRow(work.Key, effect, work.IsCounted);
        work.Step = PushWorkStep.Done;
    }

    /// <summary>Part of an effect of a row that is not decided yet.</summary>
    private void Keep(PushWork work, Effect effect)
    {
        Draft.AddRow(work.Key, effect, isCounted: false);
        work.Entry = effect.Removed is null ? effect.Entry ?? work.Entry : null;
    }

    /// <summary>The end of a row that no round could decide.</summary>
    private void Leave(PushWork work)
    {
        if (work.Step is PushWorkStep.Later && work.IsDue)
        {
            Draft.KeepDue(work.Key);
        }

        if (work.Step is PushWorkStep.Later or PushWorkStep.Done)
        {
            return;
        }

        Park(work, ParkReason.Contended);
    }

    /// <summary>
    /// Sets a row aside until the outcome of its create is sure. It is counted when it is decided, in this run or another. A list that loses every answer
    /// does not hold a run for ever: after some attempts the row is as any other that fails for now.
    /// </summary>
    private void AwaitOutcome(PushWork work)
    {
        if (work.Earlier is { Attempt: >= OutcomesMax })
        {
            Park(work, ParkReason.TransientFailure);
            return;
        }

        var parked = SetAside(work, ParkReason.OutcomeUnknown).Until(SureAt(work));
        Draft.AddRow(work.Key, new Effect { Parked = parked }, isCounted: false);
        work.Step = PushWorkStep.Done;
    }

    private void Park(PushWork work, ParkReason reason)
    {
        if (!work.IsCounted)
        {
            // What only an earlier turn left unsettled is found again by the next one; its change was counted, and set aside, by itself.
            work.Step = PushWorkStep.Done;
            return;
        }

        Draft.AddRow(work.Key, new Effect { Parked = SetAside(work, reason), Tally = Tally.Parked }, work.IsCounted);
        work.Step = PushWorkStep.Done;
    }

    private Parked SetAside(PushWork work, ParkReason reason) => work.Earlier is { } earlier
        ? earlier.Again(reason, context.Schedule, context.Now) with { RowKey = work.RowKey ?? earlier.RowKey }
        : Parked.First(turn.Definition.Id, work.Key, work.RowKey, work.Entry?.Address, SyncDirection.Push, reason, context.Schedule, context.Now);
}
