using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>
/// Moves one batch of changed rows into their lists: read, find, plan, reserve, apply, commit. One instance for one run on one worker; it
/// may be dropped after any turn, since all that must last is in the ledger.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="lists">The lists, read.</param>
/// <param name="writer">The lists, written.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="route">The list in which a row belongs; null when the routing names none.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="stages">Is told what turns do; null for nobody.</param>
/// <param name="only">The list in which every row belongs, which saves looking at rows to compare them; null when it depends on the row.</param>
public sealed class PushPump(ITableReader table, IListReader lists, IListWriter writer, ILedger ledger, Func<RowChange, ListId?> route, PushOptions options, TimeProvider time, IRunStages? stages = null, ListId? only = null)
{
    private readonly PushReader reader = new(table, ledger, route, only, options);

    // What a batch that is not finished has decided already, so that it is neither done nor counted twice when it is read again.
    private readonly Dictionary<SyncKey, RowMark> decided = [];

    /// <summary>One turn. Throws what the ports throw; then what was done is found again by the next turn.</summary>
    public async Task<TurnReport> RunTurnAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        var batch = await ReadAsync(turn, cancellationToken);
        var changes = Coalescing.LastWins(batch.Changes, static view => RowMark.ChangeOf(view).SyncKey, out _, out var coalesced);
        var rows = new PushTurn(table, lists, writer, ledger, route, options, time, turn, stages);
        await rows.GatherAsync(changes.Where(view => decided.GetValueOrDefault(RowMark.ChangeOf(view).SyncKey) != RowMark.Of(view)), cancellationToken);
        var report = await rows.RunAsync(cancellationToken);
        return report ?? await CommitAsync(rows, batch, coalesced, turn, cancellationToken);
    }

    /// <summary>
    /// One turn over rows that a comparison with the whole table found gone (see <see cref="GoneRows"/>): their items are dealt with as the policy of
    /// deletes says.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="gone">Up to 10,000 keys, none twice.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The report, and the keys that are not dealt with yet. What a guard stops is not begun.</returns>
    public async Task<(TurnReport Report, ImmutableArray<SyncKey> Left)> RunDeletesAsync(TurnContext turn, ImmutableArray<SyncKey> gone, CancellationToken cancellationToken)
    {
        var rows = new PushTurn(table, lists, writer, ledger, route, options, time, turn, stages);
        await rows.GatherGoneAsync(gone, cancellationToken);
        if (await rows.RunAsync(cancellationToken) is { } stopped)
        {
            return (stopped, gone);
        }

        var verdict = await CommitAsync(rows.Draft.ToCommit(turn), cancellationToken);
        return (new TurnReport(verdict, Deletes.GuardVerdict.Passes, rows.Draft.Counters, IsEnd: false, rows.ResumeAt), rows.Undecided);
    }

    private async Task<PushBatch> ReadAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        using var reading = stages?.Begin(RunStage.Read);
        return await reader.ReadAsync(turn, cancellationToken);
    }

    private async Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken)
    {
        using var committing = stages?.Begin(RunStage.Commit);
        return await ledger.CommitAsync(commit, cancellationToken);
    }

    private async Task<TurnReport> CommitAsync(PushTurn rows, PushBatch batch, long coalesced, TurnContext turn, CancellationToken cancellationToken)
    {
        // The cursor passes a row once it is decided: written, ignored with its reason, or set aside.
        var isDecided = rows.IsBatchDecided;
        if (isDecided)
        {
            rows.Draft.Count(new Tally(TallyKind.Coalesced), coalesced);
            rows.Draft.Count(Tally.Unchanged, batch.Unchanged);
        }

        var commit = rows.Draft.ToCommit(turn) with
        {
            Cursor = isDecided ? batch.Next : null,
            CursorList = isDecided && batch.Next is not null && turn.Run.Scope.IsBackfill ? ILedger.BackfillCursor : null,
        };
        var verdict = await CommitAsync(commit, cancellationToken);
        if (isDecided && verdict == EpochVerdict.Accepted)
        {
            decided.Clear();
            reader.Pass(batch);
        }

        foreach (var work in isDecided ? [] : rows.DecidedOfStream)
        {
            decided[work.Key] = RowMark.Of(work.Row);
        }

        var isEnd = batch.IsEnd && isDecided && rows is { HasMore: false, ResumeAt: null };
        var awaited = isEnd && !turn.Run.Scope.IsBackfill ? await ledger.FindOutcomesDueAsync(turn.Definition.Id, cancellationToken) : null;
        return new TurnReport(verdict, Deletes.GuardVerdict.Passes, rows.Draft.Counters, isEnd && awaited is null, rows.ResumeAt ?? awaited, AwaitsOutcomes: awaited is not null) { NothingIsGone = batch.NothingIsGone };
    }
}
