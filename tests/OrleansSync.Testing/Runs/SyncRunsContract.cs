using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Runs;

/// <summary>What every <see cref="ISyncRuns"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract class SyncRunsContract : IAsyncLifetime
{
    protected static readonly SyncDefinitionId Definition = new(new Guid("aaaaaaaa-0000-7000-8000-000000000001"));
    private static readonly SyncDefinitionId Other = new(new Guid("bbbbbbbb-0000-7000-8000-000000000001"));
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, 123, 456, TimeSpan.Zero);

    private LedgerStores stores = null!; // Set before each test.

    protected ISyncRuns Runs => stores.Runs;

    public async Task InitializeAsync() => stores = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<LedgerStores> OpenAsync();

    [PostgresFact]
    public async Task Find_Nothing_Null()
    {
        Assert.Null(await Runs.FindAsync(Id(1), default));
        Assert.Null(await Runs.FindCurrentAsync(Definition, default));
        Assert.Empty(await Runs.ListAsync(Definition, null, 10, default));
    }

    [PostgresFact]
    public async Task Start_First_IsQueuedUnderTheNextEpoch()
    {
        var earlier = await stores.Ledger.TakeOverAsync(Definition, default);

        var run = await StartAsync(1);

        Assert.Equal(SyncRun.Queue(Id(1), Definition, SyncDirection.TwoWay, earlier.TakeOver(), Noon), run);
        Assert.Equal(run, await Runs.FindAsync(Id(1), default));
        Assert.Equal(run, await Runs.FindCurrentAsync(Definition, default));
        Assert.Equal(run.Epoch, await stores.Ledger.FindEpochAsync(Definition, default));
        Assert.Null(await Runs.FindCurrentAsync(Other, default));
    }

    [PostgresFact]
    public async Task Ask_ThenConfirm_AllowsWhatWasAskedFor()
    {
        var run = await StartAsync(1);
        await Runs.ApplyAsync(run.Id, RunEvent.Begin, run.Epoch, "", Noon, default);

        var (asking, _) = await Runs.AskAsync(run.Id, run.Epoch, 120, "120 deletes", Noon, default);
        var (confirmed, _) = await Runs.ApplyAsync(run.Id, RunEvent.Confirm, null, "", Noon, default);

        Assert.Equal((RunState.WaitingForConfirmation, 120L, 0L, "120 deletes"), (asking.State, asking.Asked, asking.Confirmed, asking.Problem));
        Assert.Equal((RunState.Running, 120L), (confirmed.State, confirmed.Confirmed));
        Assert.Equal(confirmed, await Runs.FindAsync(run.Id, default));
    }

    [PostgresFact]
    public async Task AskMatch_ThenConfirm_KeepsWhatWasAskedAndThatItWasAllowed()
    {
        var run = await StartAsync(1);
        await Runs.ApplyAsync(run.Id, RunEvent.Begin, run.Epoch, "", Noon, default);
        var report = new MatchReport(["code"], 3, 1, 2, 4, [new MatchSample(MatchOutcome.Ambiguous, ["7", "x"], [new ItemAddress(new ListId(1), 5), new ItemAddress(new ListId(2), 6)])]);

        var (asking, _) = await Runs.AskMatchAsync(run.Id, run.Epoch, report, Noon, default);
        var (confirmed, _) = await Runs.ApplyAsync(run.Id, RunEvent.Confirm, null, "", Noon, default);

        Assert.Equal((RunState.WaitingForConfirmation, report, report.Question), (asking.State, asking.Match, asking.Problem));
        Assert.Equal((RunState.Running, 0L, report with { IsConfirmed = true }), (confirmed.State, confirmed.Confirmed, confirmed.Match));
        Assert.Equal(confirmed, await Runs.FindAsync(run.Id, default));
    }

    [PostgresFact]
    public async Task Start_Scope_IsKept()
    {
        var scope = new RunScope(new ListId(3), ["a", "b"], MatchesItems: true);

        var run = await Runs.StartAsync(Id(1), Definition, SyncDirection.Push, scope, Noon, default);
        await Runs.ApplyAsync(run.Id, RunEvent.Begin, run.Epoch, "", Noon, default);

        Assert.Equal(scope, run.Scope);
        Assert.Equal(scope, (await Runs.FindAsync(run.Id, default))?.Scope);
    }

    [PostgresFact]
    public async Task Prune_OldOnesAndTooMany_KeepsTheLatestAndWhatRuns()
    {
        for (var number = 1; number <= 5; number++)
        {
            var run = await StartAsync(number);
            await Runs.ApplyAsync(run.Id, RunEvent.Cancel, null, "", Noon.AddDays(number), default);
        }

        Assert.Equal(2, await Runs.PruneAsync(Noon.AddDays(3), 10, 10, default));
        Assert.Equal([Id(5), Id(4), Id(3)], (await Runs.ListAsync(Definition, null, 10, default)).Select(run => run.Id));
        Assert.Equal(1, await Runs.PruneAsync(Noon, 1, 1, default));
        Assert.Equal(1, await Runs.PruneAsync(Noon, 1, 10, default));
        Assert.Equal(0, await Runs.PruneAsync(Noon.AddDays(100), 1, 10, default));
        Assert.Equal([Id(5)], (await Runs.ListAsync(Definition, null, 10, default)).Select(run => run.Id));
    }

    [PostgresFact]
    public async Task ListActive_RunsThatTakeTurns_AreThereAndOthersNot()
    {
        var run = await StartAsync(1);
        Assert.Equal(Definition, Assert.Single(await Runs.ListActiveAsync(10, default)));

        await Runs.ApplyAsync(run.Id, RunEvent.Pause, null, "", Noon, default);
        Assert.Empty(await Runs.ListActiveAsync(10, default));
        await Runs.ApplyAsync(run.Id, RunEvent.Resume, null, "", Noon, default);
        Assert.Single(await Runs.ListActiveAsync(10, default));
        await Runs.ApplyAsync(run.Id, RunEvent.Fail, null, "", Noon, default);

        Assert.Empty(await Runs.ListActiveAsync(10, default));
    }

    [PostgresFact]
    public async Task Start_OneHasNotEnded_ChangesNothingAndGivesThatOne()
    {
        var first = await StartAsync(1);

        Assert.Equal(first, await StartAsync(2));

        Assert.Null(await Runs.FindAsync(Id(2), default));
        Assert.Equal(first.Epoch, await stores.Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Start_SameIdAgain_GivesTheRunEvenWhenItHasEnded()
    {
        await StartAsync(1);
        var (ended, _) = await ApplyAsync(1, RunEvent.Cancel);

        Assert.Equal(ended, await StartAsync(1));

        Assert.Null(await Runs.FindCurrentAsync(Definition, default));
        Assert.Equal(ended.Epoch, await stores.Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Start_AfterTheEnd_IsANewRunOfTheNextEpoch()
    {
        var first = await StartAsync(1);
        await ApplyAsync(1, RunEvent.Fail, problem: "The list is gone.");

        var second = await StartAsync(2);

        Assert.Equal((Id(2), first.Epoch.TakeOver()), (second.Id, second.Epoch));
        Assert.Equal(second, await Runs.FindCurrentAsync(Definition, default));
        Assert.Equal((RunState.Failed, (DateTimeOffset?)Noon, "The list is gone."), await Runs.FindAsync(Id(1), default) is { } run ? (run.State, run.EndedAt, run.Problem) : default);
    }

    [PostgresFact]
    public async Task Start_ManyAtOnce_OneRun()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 10).Select(StartAsync));

        Assert.Single(runs.Distinct());
        Assert.Equal(runs[0], Assert.Single(await Runs.ListAsync(Definition, null, 10, default)));
        Assert.Equal(new Epoch(1), await stores.Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Apply_EveryEventInEveryState_DecidesAsTheStateMachine()
    {
        var number = 0;
        foreach (var path in new RunEvent[][] { [], [RunEvent.Begin], [RunEvent.Begin, RunEvent.Pause], [RunEvent.Pause], [RunEvent.Begin, RunEvent.GuardTrips], [RunEvent.Begin, RunEvent.Cancel], [RunEvent.Fail] })
        {
            foreach (var happened in Enum.GetValues<RunEvent>())
            {
                await StartAsync(++number);
                foreach (var step in path)
                {
                    await ApplyAsync(number, step);
                }

                var before = (await Runs.FindAsync(Id(number), default))!;
                var (run, refusal) = await ApplyAsync(number, happened, problem: "why");

                Assert.Equal(before.Apply(happened, Noon, "why"), (run, refusal));
                Assert.Equal(run, await Runs.FindAsync(Id(number), default));
                Assert.Equal(run.Epoch, await stores.Ledger.FindEpochAsync(Definition, default));
                await ApplyAsync(number, RunEvent.Abandon);
            }
        }
    }

    [PostgresFact]
    public async Task Apply_TakeOver_FencesTheOldWorker()
    {
        var run = await StartAsync(1);
        await ApplyAsync(1, RunEvent.Begin, run.Epoch);

        var (taken, _) = await ApplyAsync(1, RunEvent.TakeOver);

        Assert.Equal((RunState.Running, run.Epoch.TakeOver()), (taken.State, taken.Epoch));
        Assert.Equal(EpochVerdict.Fenced, await stores.Ledger.CommitAsync(new LedgerCommit(Definition, run.Id, run.Epoch), default));
        Assert.Equal(SyncError.EtagMismatch, (await Assert.ThrowsAsync<SyncException>(() => ApplyAsync(1, RunEvent.TurnEnds, run.Epoch))).Error);
        Assert.Equal(taken, await Runs.FindAsync(Id(1), default));
        Assert.Null((await ApplyAsync(1, RunEvent.TurnEnds, taken.Epoch)).Refusal);
    }

    [PostgresFact]
    public async Task Apply_EpochThatWasNeverGiven_IsRefused()
    {
        var run = await StartAsync(1);

        Assert.Equal(SyncError.EtagMismatch, (await Assert.ThrowsAsync<SyncException>(() => ApplyAsync(1, RunEvent.Begin, run.Epoch.TakeOver()))).Error);

        Assert.Equal(run, await Runs.FindAsync(Id(1), default));
    }

    [PostgresFact]
    public async Task Apply_CompleteWhileTheEquationIsOff_IsRefusedUntilItBalances()
    {
        var run = await StartAsync(1);
        await ApplyAsync(1, RunEvent.Begin, run.Epoch);
        var commit = new LedgerCommit(Definition, run.Id, run.Epoch);
        await stores.Ledger.CommitAsync(commit with { Counters = RunCounters.Zero.AddRead(1) }, default);

        Assert.Equal(RunRefusal.DoesNotBalance, (await ApplyAsync(1, RunEvent.Complete, run.Epoch)).Refusal);
        await stores.Ledger.CommitAsync(commit with { Counters = RunCounters.Zero.Add(Tally.Written) }, default);

        var (ended, refusal) = await ApplyAsync(1, RunEvent.Complete, run.Epoch);
        Assert.Null(refusal);
        Assert.Equal((RunState.Succeeded, (DateTimeOffset?)Noon), (ended.State, ended.EndedAt));
        Assert.Null(await Runs.FindCurrentAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Apply_UnknownRun_NotFound() =>
        Assert.Equal(SyncError.NotFound, (await Assert.ThrowsAsync<SyncException>(() => ApplyAsync(1, RunEvent.Begin))).Error);

    [PostgresFact]
    public async Task List_Several_AreLatestFirstInPages()
    {
        for (var number = 1; number <= 5; number++)
        {
            await StartAsync(number);
            await ApplyAsync(number, RunEvent.Abandon);
        }

        await Runs.StartAsync(Id(6), Other, SyncDirection.Push, Noon, default);

        Assert.Equal([Id(5), Id(4), Id(3)], (await Runs.ListAsync(Definition, null, 3, default)).Select(run => run.Id));
        Assert.Equal([Id(2), Id(1)], (await Runs.ListAsync(Definition, Id(3), 3, default)).Select(run => run.Id));
        Assert.Empty(await Runs.ListAsync(Definition, Id(1), 3, default));
    }

    [PostgresFact]
    public async Task Any_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runs.StartAsync(Id(1), Definition, SyncDirection.Push, Noon, source.Token));

        Assert.Null(await Runs.FindCurrentAsync(Definition, default));
    }

    protected static SyncRunId Id(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    protected Task<SyncRun> StartAsync(int number) => Runs.StartAsync(Id(number), Definition, SyncDirection.TwoWay, Noon, default);

    private Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(int number, RunEvent happened, Epoch? epoch = null, string problem = "") =>
        Runs.ApplyAsync(Id(number), happened, epoch, problem, Noon, default);
}
