using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>
/// Takes the turns of one definition's run. What must last is in the metastore, so a driver may be dropped at any moment: the next one takes the run
/// over under a new epoch, and whatever the old one still commits is refused.
/// </summary>
internal sealed partial class RunDriver(RunPorts ports, RunTelemetry telemetry, ILogger<RunDriver> logger)
{
    private HeldRun? held;
    private int failures;
    private int faults;

    /// <summary>Takes turns for a while.</summary>
    public async Task<RunSlice> RunAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var run = await ports.Runs.FindCurrentAsync(definition.Id, cancellationToken);
        if (run is null || !RunTransitions.TakesTurns(run.State))
        {
            held = null;
            return RunSlice.Idle;
        }

        try
        {
            held = await HoldAsync(definition, run, cancellationToken);
            var slice = await TakeTurnsAsync(cancellationToken);
            (failures, faults) = (0, 0);
            return slice;
        }
        catch (SyncException exception) when (exception.Error == SyncError.EtagMismatch)
        {
            // Another worker has taken the run over.
            held = null;
            return RunSlice.Idle;
        }
        catch (SyncException exception) when (IsTransient(exception.Error))
        {
            return await WaitAsync(run, exception.Message, exception.RetryAfter, cancellationToken);
        }
        catch (SyncException exception)
        {
            LogFailed(exception, definition.Id, run.Id);
            return await FailAsync(run, exception.Message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFault(exception, definition.Id, run.Id);
            return ++faults < ports.Options.FaultsMax
                ? await WaitAsync(run, "A fault of the server; it is in its log, and the turn is tried again.", retryAfter: null, cancellationToken)
                : await FailAsync(run, "A fault of the server that did not pass; it is in its log. Nothing is lost: start the run again.", cancellationToken);
        }
    }

    private async Task<HeldRun> HoldAsync(SyncDefinition definition, SyncRun run, CancellationToken cancellationToken)
    {
        if (held is { } same && same.IsOf(definition, run))
        {
            return same with { Run = run };
        }

        // A run whose worker is gone is taken over; one whose definition was changed goes on under its epoch with the new mappings.
        var isOurs = held is { } older && older.Run.Id == run.Id && older.Run.Epoch == run.Epoch;
        held = null;
        var compiled = await ports.Definitions.GetRecentAsync(definition, cancellationToken);
        if (run.State == RunState.Queued && !run.Scope.IsBackfill && await IsReconcileDueAsync(definition, compiled, cancellationToken))
        {
            // Every row is compared, which finds what the watermark let through; what is equal is not written. Before the run begins, so that a crash cannot leave it out.
            await ports.Ledger.ForgetCursorAsync(definition.Id, reconcile: false, cancellationToken);
        }

        var (taken, happened) = isOurs ? (run, RunEvent.TurnEnds) : await TakeAsync(run, cancellationToken);
        var pairs = await ports.Ledger.CountPairsAsync(definition.Id, cancellationToken);
        var pump = new PushPump(ports.Table, ports.Lists, ports.Writer, ports.Ledger, taken.Scope.List is { } list ? _ => list : compiled.Route, new PushOptions { RowsMax = ports.Options.RowsPerTurn, InFlightMax = ports.Options.InFlightMax }, ports.Clock, telemetry, taken.Scope.List ?? compiled.OnlyList);
        LogHeld(definition.Id, taken.Id, happened, taken.Epoch.Value);
        return new HeldRun(taken, definition, compiled, pairs, pump);
    }

    private async Task<(SyncRun Run, RunEvent Happened)> TakeAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (run.State == RunState.Queued)
        {
            var (begun, refusal) = await ports.Runs.ApplyAsync(run.Id, RunEvent.Begin, run.Epoch, "", ports.Clock.Now(), cancellationToken);
            if (refusal is null)
            {
                return (begun, RunEvent.Begin);
            }
        }

        // Two workers must never share an epoch: whoever did not begin the run raises it.
        return ((await ports.Runs.ApplyAsync(run.Id, RunEvent.TakeOver, epoch: null, "", ports.Clock.Now(), cancellationToken)).Run, RunEvent.TakeOver);
    }

    private async Task<RunSlice> TakeTurnsAsync(CancellationToken cancellationToken)
    {
        var until = ports.Clock.GetUtcNow() + ports.Options.SliceFor;
        while (held is { } work)
        {
            var context = new TurnContext(work.Definition, work.Compiled.Rules, work.Run, work.Definition.Spec.Guard, work.Pairs);
            if (!work.IsMatched)
            {
                if (await RunMatching.StepAsync(ports, work, context, cancellationToken) is var step and not MatchStep.GoOn)
                {
                    LogMatched(work.Definition.Id, work.Run.Id, step);
                    held = null;
                    return RunSlice.Idle;
                }

                work = work with { IsMatched = true };
            }

            (work, var report) = await MeasureTurnAsync(work, context, cancellationToken);
            if (report.Verdict != EpochVerdict.Accepted)
            {
                held = null;
                return RunSlice.Idle;
            }

            if (report.Guard != GuardVerdict.Passes)
            {
                return await AskAsync(work, report, cancellationToken);
            }

            var run = await EndTurnAsync(work, report, cancellationToken);
            if (!RunTransitions.TakesTurns(run.State))
            {
                held = null;
                LogEnded(run.Definition, run.Id, run.State);
                telemetry.CountEnd(run.State);
                await ReleaseChildrenAsync(run, cancellationToken);
                return RunSlice.Idle;
            }

            held = work with { Run = run };
            if (report.ResumeAt is { } at && at > ports.Clock.GetUtcNow())
            {
                return new RunSlice(true, report.AwaitsOutcomes ? Sooner(at, ports.Clock.GetUtcNow() + ports.Options.RetryDelayMax) : at);
            }

            if (ports.Clock.GetUtcNow() >= until)
            {
                return RunSlice.More;
            }
        }

        return RunSlice.Idle;
    }

    private async Task<(HeldRun Work, TurnReport Report)> MeasureTurnAsync(HeldRun work, TurnContext context, CancellationToken cancellationToken)
    {
        using var turn = telemetry.BeginTurn(work.Run);
        var taken = await TakeTurnAsync(work, context, cancellationToken);
        if (taken.Report.Verdict == EpochVerdict.Accepted)
        {
            telemetry.Count(taken.Report);
        }

        return taken;
    }

    /// <summary>A turn over the table's changes; once they are all read, and it is time for it, over the pairs whose rows are gone.</summary>
    private async Task<(HeldRun Work, TurnReport Report)> TakeTurnAsync(HeldRun work, TurnContext context, CancellationToken cancellationToken)
    {
        if (work.Gone is { IsEmpty: false } gone)
        {
            var (report, left) = await work.Pump.RunDeletesAsync(context, [.. gone.Take(ports.Options.RowsPerTurn)], cancellationToken);
            work = work with { Gone = [.. left, .. gone.Skip(ports.Options.RowsPerTurn)] };
            return (work, work.Gone.Value.IsEmpty && report is { Verdict: EpochVerdict.Accepted, Guard: GuardVerdict.Passes } ? await EndReconcileAsync(work, context, report, cancellationToken) : report);
        }

        var turn = await work.Pump.RunTurnAsync(context, cancellationToken);
        if (!turn.IsEnd || turn.Verdict != EpochVerdict.Accepted || work.Gone is not null || work.Run.Scope.IsBackfill || !await IsReconcileDueAsync(work.Definition, work.Compiled, cancellationToken))
        {
            return (work, turn);
        }

        var found = turn.NothingIsGone ? [] : await GoneRows.FindAsync(ports.Table, ports.Ledger, work.Definition, cancellationToken);
        LogCompared(work.Definition.Id, work.Run.Id, work.Pairs, found.Length);
        work = work with { Gone = found };
        if (found.IsEmpty)
        {
            return (work, await EndReconcileAsync(work, context, turn, cancellationToken));
        }

        var verdict = context.Guard.Check(work.Run.Deletes, found.Length, work.Pairs, work.Run.Confirmed);
        return (work, turn with { IsEnd = false, Guard = work.Compiled.Rules.PushDeletes == DeletePolicy.Ignore ? GuardVerdict.Passes : verdict, Deletes = found.Length });
    }

    private async Task<TurnReport> EndReconcileAsync(HeldRun work, TurnContext context, TurnReport report, CancellationToken cancellationToken)
    {
        var commit = new LedgerCommit(work.Definition.Id, context.Run.Id, context.Run.Epoch) { ReconciledAt = ports.Clock.Now() };
        return report with { Verdict = await ports.Ledger.CommitAsync(commit, cancellationToken), IsEnd = report.ResumeAt is null };
    }

    private Task<bool> IsReconcileDueAsync(SyncDefinition definition, CompiledDefinition compiled, CancellationToken cancellationToken) =>
        Reconciliation.IsDueAsync(ports.Ledger, definition, compiled, ports.Clock.GetUtcNow(), cancellationToken);

    private async Task<SyncRun> EndTurnAsync(HeldRun work, TurnReport report, CancellationToken cancellationToken)
    {
        var happened = report.IsEnd ? RunEvent.Complete : RunEvent.TurnEnds;
        var problem = report.AwaitsOutcomes
            ? $"Waits for creates of which nobody heard when a server or the network failed; those that are not found by {report.ResumeAt:u} are made again then. Everything else is done, and new changes are taken up."
            : "";
        var (run, refusal) = await ports.Runs.ApplyAsync(work.Run.Id, happened, work.Run.Epoch, problem, ports.Clock.Now(), cancellationToken);
        if (refusal != RunRefusal.DoesNotBalance)
        {
            return run;
        }

        LogUnbalanced(run.Definition, run.Id, run.Counters.Difference);
        problem = $"The equation does not balance: {run.Counters.Difference} change records that were read are neither written, unchanged, coalesced, ignored nor parked. Report this; nothing more is written.";
        return (await ports.Runs.ApplyAsync(run.Id, RunEvent.Fail, work.Run.Epoch, problem, ports.Clock.Now(), cancellationToken)).Run;
    }

    /// <summary>Rows that wait for items of this definition are tried again by the next run of theirs.</summary>
    private async Task ReleaseChildrenAsync(SyncRun run, CancellationToken cancellationToken)
    {
        foreach (var child in run.Counters.Written > 0 ? await ports.Stored.ListChildrenAsync(run.Definition, cancellationToken) : [])
        {
            var released = await ports.Ledger.ReleaseParkedAsync(child, ParkReason.DanglingLookup, ports.Clock.Now(), cancellationToken);
            if (released > 0)
            {
                LogReleased(child, released, run.Definition);
            }
        }
    }

    private async Task<RunSlice> AskAsync(HeldRun work, TurnReport report, CancellationToken cancellationToken)
    {
        var asked = work.Run.Deletes + report.Deletes;
        var limit = report.Guard == GuardVerdict.TooMany ? $"more than {work.Definition.Spec.Guard.CountMax}" : $"more than {work.Definition.Spec.Guard.PercentMax} per cent of {work.Pairs}";
        var problem = $"The run would delete {asked} items, {limit}. Nothing of it was done; confirm or cancel the run.";
        await ports.Runs.AskAsync(work.Run.Id, work.Run.Epoch, asked, problem, ports.Clock.Now(), cancellationToken);
        LogAsked(work.Definition.Id, work.Run.Id, asked);
        held = null;
        return RunSlice.Idle;
    }

    private async Task<RunSlice> WaitAsync(SyncRun run, string problem, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var delay = ports.Options.RetryDelay * Math.Pow(2, Math.Min(failures++, 20));
        var wait = delay < ports.Options.RetryDelayMax ? delay : ports.Options.RetryDelayMax;
        var at = ports.Clock.GetUtcNow() + (retryAfter > wait ? retryAfter.Value : wait);
        LogWaits(run.Definition, run.Id, problem, at);
        telemetry.CountWait("failure");
        if (held is { } work)
        {
            await ports.Runs.ApplyAsync(run.Id, RunEvent.TurnEnds, work.Run.Epoch, problem, ports.Clock.Now(), cancellationToken);
        }

        return new RunSlice(true, at);
    }

    private async Task<RunSlice> FailAsync(SyncRun run, string problem, CancellationToken cancellationToken)
    {
        await ports.Runs.ApplyAsync(run.Id, RunEvent.Fail, held?.Run.Epoch, problem, ports.Clock.Now(), cancellationToken);
        telemetry.CountEnd(RunState.Failed);
        held = null;
        return RunSlice.Idle;
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static bool IsTransient(SyncError error) =>
        error is SyncError.MetastoreUnavailable or SyncError.TableUnavailable or SyncError.SharePointUnavailable or SyncError.SharePointThrottled or SyncError.SecretUnavailable;

    [LoggerMessage(LogLevel.Information, "Definition {DefinitionId}: run {RunId} is held here ({Happened}), epoch {Epoch}.")]
    private partial void LogHeld(SyncDefinitionId definitionId, SyncRunId runId, RunEvent happened, long epoch);

    [LoggerMessage(LogLevel.Information, "Definition {DefinitionId}: run {RunId} is {State}.")]
    private partial void LogEnded(SyncDefinitionId definitionId, SyncRunId runId, RunState state);

    [LoggerMessage(LogLevel.Information, "Definition {DefinitionId}: run {RunId} compared {Pairs} pairs with the whole table; the rows of {Gone} are gone.")]
    private partial void LogCompared(SyncDefinitionId definitionId, SyncRunId runId, long pairs, int gone);

    [LoggerMessage(LogLevel.Information, "Definition {DefinitionId}: run {RunId} met items that were there before it: {Step}.")]
    private partial void LogMatched(SyncDefinitionId definitionId, SyncRunId runId, MatchStep step);

    [LoggerMessage(LogLevel.Information, "Definition {DefinitionId}: {Rows} rows that waited for their parents are due again, after a run of {ParentId}.")]
    private partial void LogReleased(SyncDefinitionId definitionId, long rows, SyncDefinitionId parentId);

    [LoggerMessage(LogLevel.Warning, "Definition {DefinitionId}: run {RunId} asks before it deletes {Deletes} items.")]
    private partial void LogAsked(SyncDefinitionId definitionId, SyncRunId runId, long deletes);

    [LoggerMessage(LogLevel.Warning, "Definition {DefinitionId}: run {RunId} waits until {At}: {Problem}")]
    private partial void LogWaits(SyncDefinitionId definitionId, SyncRunId runId, string problem, DateTimeOffset at);

    [LoggerMessage(LogLevel.Error, "Definition {DefinitionId}: run {RunId} failed.")]
    private partial void LogFailed(Exception exception, SyncDefinitionId definitionId, SyncRunId runId);

    [LoggerMessage(LogLevel.Error, "Definition {DefinitionId}: a turn of run {RunId} met a fault.")]
    private partial void LogFault(Exception exception, SyncDefinitionId definitionId, SyncRunId runId);

    [LoggerMessage(LogLevel.Critical, "Definition {DefinitionId}: run {RunId} does not balance by {Difference}.")]
    private partial void LogUnbalanced(SyncDefinitionId definitionId, SyncRunId runId, long difference);
}
