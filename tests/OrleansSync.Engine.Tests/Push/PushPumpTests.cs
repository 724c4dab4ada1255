using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Engine.Tests.Push;

/// <summary>Single turns of the pump on the twins; what may go wrong around them is the simulation's.</summary>
public sealed class PushPumpTests
{
    private static readonly ListId Even = new(1);
    private static readonly ListId Odd = new(2);
    private readonly ManualClock clock = new();
    private readonly InMemoryTable table;
    private readonly InMemoryLists lists;
    private readonly InMemoryLedger ledger = new();
    private DeletePolicy deletes = DeletePolicy.Propagate;
    private SyncRun run = SyncRun.Queue(new SyncRunId(new Guid("bbbbbbbb-0000-7000-8000-000000000001")), TestRows.Definition.Id, SyncDirection.Push, Epoch.None, default);
    private PushPump pump;

    public PushPumpTests()
    {
        table = new InMemoryTable(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Capture, clock);
        lists = new InMemoryLists(TestRows.Columns, clock);
        pump = Pump();
    }

    [Fact]
    public async Task RunTurn_NewChangedTouchedAndDeletedRows_AreAllInTheEquation()
    {
        Put(2, 4, 6);
        await TurnAsync();
        table.Put(TestRows.Key(2), TestRows.Of(20, "changed"));
        table.Put(TestRows.Key(4), TestRows.Of(4, "row"));
        table.Delete(TestRows.Key(6));
        table.Put(TestRows.Key(8), TestRows.Of(8, "first"));
        table.Put(TestRows.Key(8), TestRows.Of(8, "last"));

        var report = await TurnAsync();

        Assert.Equal((5L, 3L, 1L, 1L), (report.Counters.Read, report.Counters.Written, report.Counters.Unchanged, report.Counters.Coalesced));
        Assert.True(report.Counters.Balances);
        Assert.True(report.IsEnd);
        Assert.Equal(["changed", "last", "row"], Names());
    }

    [Fact]
    public async Task RunTurn_BudgetSpentHalfWay_KeepsTheCursorAndCountsNothingTwice()
    {
        Put(2, 4, 6);
        var sent = 0;
        lists.Fault = (_, _) => ++sent > 1 ? ListFault.NotSent : ListFault.None;
        var first = await TurnAsync();
        lists.Fault = null;
        var second = await TurnAsync();

        Assert.NotNull(first.ResumeAt);
        Assert.False(first.IsEnd);
        Assert.Equal((1L, 2L), (first.Counters.Written, second.Counters.Written));
        Assert.Equal((0L, true), (second.Counters.Unchanged, second.IsEnd));
        Assert.Equal(3, lists.Items.Count());
    }

    [Fact]
    public async Task RunTurn_RowGoesBackAfterACrash_WritesTheItemBack()
    {
        table.Put(TestRows.Key(2), TestRows.Of(2, "old"));
        await TurnAsync();
        table.Put(TestRows.Key(2), TestRows.Of(2, "new"));
        ledger.Before = (operation, _) => operation == nameof(ILedger.CommitAsync) && Names() is ["new"] ? throw new IOException("crash") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => TurnAsync());
        ledger.Before = null;
        table.Put(TestRows.Key(2), TestRows.Of(2, "old"));
        pump = Pump();

        await TurnAsync();

        Assert.Equal(["old"], Names());
    }

    [Fact]
    public async Task RunTurn_TakenOverAfterItReadVersions_SendsNothing()
    {
        Put(2);
        await TurnAsync();
        table.Put(TestRows.Key(2), TestRows.Of(2, "late"));
        var written = lists.EngineWrites;
        run = run with { Epoch = await ledger.TakeOverAsync(TestRows.Definition.Id, default) };
        ledger.After = async (operation, cancellationToken) =>
        {
            if (operation == nameof(ILedger.FindAsync))
            {
                ledger.After = null;
                await ledger.TakeOverAsync(TestRows.Definition.Id, cancellationToken);
            }
        };

        var report = await RunAsync();

        Assert.Equal((EpochVerdict.Fenced, written), (report.Verdict, lists.EngineWrites));
    }

    [Fact]
    public async Task RunTurn_CreateWasLost_LooksOnceAndDoesNotEndBeforeItHasCreatedAgain()
    {
        Put(2);
        lists.Fault = (_, _) => ListFault.RequestLost;
        var lost = await TurnAsync();
        lists.Fault = null;

        Assert.Equal((0L, false, true, clock.Now().AddMinutes(5)), (lost.Counters.Read, lost.IsEnd, lost.AwaitsOutcomes, lost.ResumeAt));
        clock.Advance(TimeSpan.FromMinutes(2));
        pump = Pump();
        lists.Before = (operation, _) => operation == nameof(IListReader.FindByKeysAsync) ? throw new InvalidOperationException("Looked again.") : Task.CompletedTask;
        table.Put(TestRows.Key(4), TestRows.Of(4, "other"));
        var meanwhile = await TurnAsync();
        lists.Before = null;
        Assert.Equal((1L, false, lost.ResumeAt), (meanwhile.Counters.Written, meanwhile.IsEnd, meanwhile.ResumeAt));

        clock.Advance(TimeSpan.FromMinutes(3));
        var made = await TurnAsync();
        Assert.Equal((1L, 1L, true, 2), (made.Counters.Read, made.Counters.Written, made.IsEnd, lists.Items.Count()));
    }

    [Fact]
    public async Task RunTurn_WorkerDiedAfterItReserved_TheNextOneEndsOnlyWithEveryItem()
    {
        Put(2, 4, 6);
        lists.Before = (operation, _) => operation == nameof(IListWriter.ApplyAsync) ? throw new IOException("crash") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => TurnAsync());
        lists.Before = null;
        pump = Pump(new PushOptions { RowsMax = 2, UnsettledMax = 2 });
        var read = 0L;
        var turns = 0;

        for (TurnReport? report = null; report is not { IsEnd: true }; turns++)
        {
            clock.Advance((report?.ResumeAt - clock.GetUtcNow()) ?? TimeSpan.Zero);
            report = await TurnAsync();
            read += report.Counters.Read;
        }

        Assert.Equal((3, 3L), (lists.Items.Count(), read));
        Assert.InRange(turns, 2, 6);
    }

    [Fact]
    public async Task RunTurn_ListLosesEveryCreate_LetsTheRunEndAfterSomeAttempts()
    {
        Put(2);
        lists.Fault = (_, _) => ListFault.RequestLost;
        var parked = 0L;
        var turns = 0;

        for (TurnReport? report = null; report is not { IsEnd: true }; turns++)
        {
            clock.Advance((report?.ResumeAt - clock.GetUtcNow()) ?? TimeSpan.Zero);
            report = await TurnAsync();
            parked += report.Counters.Parked;
        }

        Assert.Equal((1L, 4), (parked, turns));
    }

    [Fact]
    public async Task RunTurn_CreateWhoseReplyWasLost_IsAdopted()
    {
        Put(2);
        var sent = 0;
        lists.Fault = (_, _) => ++sent == 1 ? ListFault.ReplyLost : ListFault.None;

        var report = await TurnAsync();

        Assert.Equal((1L, true), (report.Counters.Read, report.Counters.Balances));
        Assert.Equal(1, lists.EngineWrites);
        Assert.Equal(LedgerState.Live, Assert.Single(await ledger.FindAsync(TestRows.Definition.Id, [TestRows.SyncKeyOf(2)], default)).State);
    }

    [Fact]
    public async Task RunTurn_NothingCouldBeSent_WaitsForNothing()
    {
        Put(2);
        table.Put(TestRows.Key(4), TestRows.Of(4, "moves"));
        await TurnAsync();
        table.Put(TestRows.Key(4), TestRows.Of(5, "moves"));
        Put(6);
        lists.Before = (operation, _) => operation == nameof(IListWriter.ApplyAsync) ? throw new SyncException(SyncError.SharePointAccessDenied, "No.") : Task.CompletedTask;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAsync<SyncException>(() => TurnAsync());
            pump = Pump();
        }

        lists.Before = null;
        var report = await TurnAsync();

        Assert.Equal((2L, true, 3), (report.Counters.Written, report.IsEnd, lists.Items.Count()));
    }

    [Fact]
    public async Task RunTurn_RefusedRow_IsSetAsideAndTriedAgainWhenItIsDue()
    {
        Put(2, 4);
        lists.Refuses = fields => fields.Find("amount")!.Equals(new NumberValue(4)) ? ParkReason.WriteRefused : null;
        var refused = await TurnAsync();
        lists.Refuses = null;

        Assert.Equal((1L, 1L, true), (refused.Counters.Written, refused.Counters.Parked, refused.IsEnd));
        Assert.Equal(0, (await TurnAsync()).Counters.Read);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await TurnAsync()).Counters.Written);
        Assert.Equal(2, lists.Items.Count());
    }

    [Fact]
    public async Task RunTurn_MassDelete_AsksBeforeAnythingIsDone()
    {
        Put(2, 4, 6);
        await TurnAsync();
        table.Delete(TestRows.Key(2));
        table.Delete(TestRows.Key(4));

        var asked = await TurnAsync(new DeleteGuard(1, null));
        Assert.Equal((GuardVerdict.TooMany, 2L, 3), (asked.Guard, asked.Deletes, lists.Items.Count()));

        run = run with { Confirmed = 2 };
        Assert.Equal(2, (await TurnAsync(new DeleteGuard(1, null))).Counters.Written);
        Assert.Single(lists.Items);
    }

    [Fact]
    public async Task RunTurn_RowBelongsToAnotherList_Moves()
    {
        table.Put(TestRows.Key(2), TestRows.Of(2, "here"));
        await TurnAsync();
        table.Put(TestRows.Key(2), TestRows.Of(3, "there"));

        var report = await TurnAsync();

        Assert.Equal(1, report.Counters.Written);
        Assert.Equal((Odd, "there"), (Assert.Single(lists.Items).Address.List, Names().Single()));
    }

    [Fact]
    public async Task RunTurn_MoreRowsThanOneCallMayHold_AsksInSeveral()
    {
        Put([.. Enumerable.Range(1, 1_100).Select(number => number * 2)]);
        pump = Pump(new PushOptions { RowsMax = 2_000 });
        lists.Fault = (_, _) => ListFault.ReplyLost;
        await TurnAsync();
        lists.Fault = null;
        clock.Advance(TimeSpan.FromHours(1));

        await TurnAsync();

        Assert.Equal(1_100, lists.Items.Count());
        Assert.Empty(await ledger.FindUnsettledAsync(TestRows.Definition.Id, 10, default));
    }

    [Theory]
    [InlineData(DeletePolicy.Mark)]
    [InlineData(DeletePolicy.Detach)]
    public async Task RunTurn_DeletedRowComesBack_TakesItsItemAgain(DeletePolicy policy)
    {
        deletes = policy;
        Put(2);
        await TurnAsync();
        table.Delete(TestRows.Key(2));
        await TurnAsync();
        Assert.Equal(policy == DeletePolicy.Mark, Assert.Single(lists.Items).IsMarked);

        table.Put(TestRows.Key(2), TestRows.Of(2, "back"));
        await TurnAsync();

        var item = Assert.Single(lists.Items);
        Assert.Equal(("back", false), (Names().Single(), item.IsMarked));
    }

    [Fact]
    public async Task RunTurn_AdoptedItemIsMarkedBeforeItWasEverWritten_CarriesTheKeyFromThenOn()
    {
        deletes = DeletePolicy.Mark;
        var item = lists[Even].Add(TestRows.Of(2, "theirs"));
        var pair = Adoption.Adopted(TestRows.Definition.Id, new RowChange(TestRows.Key(2), TestRows.SyncKeyOf(2), null, RowReading.Read), item, default);
        run = run with { Epoch = await ledger.TakeOverAsync(TestRows.Definition.Id, default) };
        await ledger.CommitAsync(new LedgerCommit(TestRows.Definition.Id, run.Id, run.Epoch) { Entries = [pair] }, default);
        table.Put(TestRows.Key(2), TestRows.Of(2, "row"));
        table.Delete(TestRows.Key(2));
        await TurnAsync();
        Assert.True(Assert.Single(lists.Items).IsMarked);

        table.Put(TestRows.Key(2), TestRows.Of(2, "back"));
        await TurnAsync();

        var own = Assert.Single(lists.Items);
        Assert.Equal((TestRows.SyncKeyOf(2), "back", false), (own.SyncKey, Names().Single(), own.IsMarked));
    }

    private async Task<TurnReport> TurnAsync(DeleteGuard? guard = null)
    {
        run = run with { Epoch = await ledger.TakeOverAsync(TestRows.Definition.Id, default) };
        return await RunAsync(guard);
    }

    private Task<TurnReport> RunAsync(DeleteGuard? guard = null)
    {
        var rules = new SyncRules(SyncDirection.Push, TestRows.Columns, new ConflictPolicy.SourceWins(), deletes, DeletePolicy.Ignore);
        return pump.RunTurnAsync(new TurnContext(TestRows.Definition, rules, run, guard ?? new DeleteGuard(null, null), 0), default);
    }

    private PushPump Pump(PushOptions? options = null) => new(table, lists, lists, ledger, change => ((NumberValue)change.Row!.Find("amount")!).Number % 2 == 0 ? Even : Odd, options ?? new PushOptions(), clock); // Called for rows that are there.

    private void Put(params int[] ids)
    {
        foreach (var id in ids)
        {
            table.Put(TestRows.Key(id), TestRows.Of(id, "row"));
        }
    }

    private string[] Names() => [.. lists.Items.Select(item => ((TextValue)item.Fields.Find("name")!).Text).Order(StringComparer.Ordinal)];
}
