using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Engine.Tests.Push;

/// <summary>Tables that are compared as a whole, on the twins.</summary>
public sealed class TableComparisonTests
{
    private static readonly ListId List = new(1);
    private readonly ManualClock clock = new();
    private readonly InMemoryTable table;
    private readonly InMemoryLists lists;
    private readonly InMemoryLedger ledger = new();
    private SyncRun run = SyncRun.Queue(new SyncRunId(new Guid("bbbbbbbb-0000-7000-8000-000000000001")), TestRows.Definition.Id, SyncDirection.Push, Epoch.None, default);
    private PushOptions options = new() { RowsMax = 2 };

    public TableComparisonTests()
    {
        table = new InMemoryTable(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Keyset, clock);
        lists = new InMemoryLists(TestRows.Columns, clock);
    }

    [Fact]
    public async Task RunTurn_NothingChanged_CountsEveryRowInOneTurnAndSeesThatNothingIsGone()
    {
        await PushAsync(1, 2, 3, 4, 5);

        var report = await CompareAsync();

        Assert.Equal((5L, 5L), (report.Counters.Read, report.Counters.Unchanged));
        Assert.True(report is { IsEnd: true, NothingIsGone: true });
        Assert.NotNull(await ledger.FindCursorAsync(TestRows.Definition.Id, null, default));
    }

    [Fact]
    public async Task RunTurn_ChangedRow_IsWrittenAndTheOthersAreNot()
    {
        await PushAsync(1, 2, 3, 4, 5);
        table.Put(TestRows.Key(3), TestRows.Of(3, "changed"));
        var written = lists.EngineWrites;

        var report = await CompareAsync();

        Assert.Equal((5L, 1L, 4L), (report.Counters.Read, report.Counters.Written, report.Counters.Unchanged));
        Assert.True(report is { IsEnd: true, NothingIsGone: false });
        Assert.Equal(written + 1, lists.EngineWrites);
    }

    [Fact]
    public async Task RunTurn_RowsThatExchangedTheirValues_AreBothWritten()
    {
        await PushAsync(1, 2, 3);
        table.Put(TestRows.Key(1), TestRows.Of(2, "row"));
        table.Put(TestRows.Key(2), TestRows.Of(1, "row"));

        var report = await CompareAsync();

        Assert.Equal((2L, 1L), (report.Counters.Written, report.Counters.Unchanged));
    }

    [Fact]
    public async Task RunTurn_RowThatIsGone_IsNotTakenForThere()
    {
        await PushAsync(1, 2, 3);
        table.Delete(TestRows.Key(2));

        var report = await CompareAsync();

        Assert.Equal((2L, 2L, false), (report.Counters.Read, report.Counters.Unchanged, report.NothingIsGone));
    }

    [Fact]
    public async Task RunTurn_MoreChangesThanATurnTakes_AreTakenTurnByTurnAndTheCursorMovesLast()
    {
        await PushAsync(1, 2, 3, 4, 5);
        foreach (var id in new[] { 1, 2, 3 })
        {
            table.Put(TestRows.Key(id), TestRows.Of(id, "changed"));
        }

        await ledger.ForgetCursorAsync(TestRows.Definition.Id, reconcile: false, default);
        var pump = Pump();
        var first = await TurnAsync(pump);
        Assert.Null(await ledger.FindCursorAsync(TestRows.Definition.Id, null, default));
        var second = await TurnAsync(pump);

        Assert.Equal((2L, 0L, false), (first.Counters.Written, first.Counters.Unchanged, first.IsEnd));
        Assert.Equal((1L, 2L, true), (second.Counters.Written, second.Counters.Unchanged, second.IsEnd));
    }

    [Fact]
    public async Task RunTurn_MoreSuspectsThanAllowed_ReadsPageByPage()
    {
        await PushAsync(1, 2, 3, 4);
        foreach (var id in new[] { 1, 2, 3 })
        {
            table.Put(TestRows.Key(id), TestRows.Of(id, "changed"));
        }

        options = options with { SuspectsMax = 2 };
        var report = await CompareAsync();

        Assert.Equal((2L, false, false), (report.Counters.Read, report.IsEnd, report.NothingIsGone));
    }

    [Fact]
    public async Task RunTurn_RowSetAsideThatIsAsItWasAgain_IsReleased()
    {
        await PushAsync(1, 2);
        table.Unusable = _ => ParkReason.ValueRefused;
        table.Put(TestRows.Key(1), TestRows.Of(1, "refused"));
        await TurnAsync(Pump());
        Assert.Single(await ledger.ListParkedAsync(TestRows.Definition.Id, null, 10, default));
        table.Unusable = null;
        table.Put(TestRows.Key(1), TestRows.Of(1, "row"));

        var report = await CompareAsync();

        Assert.Equal(2, report.Counters.Unchanged);
        Assert.Empty(await ledger.ListParkedAsync(TestRows.Definition.Id, null, 10, default));
    }

    [Fact]
    public async Task RunTurn_RowCommittedAfterTheComparison_IsReadByTheNextTurn()
    {
        await PushAsync(1, 2);
        var open = table.Begin();
        open.Put(TestRows.Key(1), TestRows.Of(1, "late"));
        table.Put(TestRows.Key(2), TestRows.Of(2, "later"));

        await CompareAsync();
        open.Commit();
        var after = await TurnAsync(Pump());

        Assert.Equal(1, after.Counters.Written);
        Assert.Equal(["late", "later"], lists.Items.Select(item => ((TextValue)item.Fields.Find("name")!).Text).Order());
    }

    private async Task PushAsync(params int[] ids)
    {
        foreach (var id in ids)
        {
            table.Put(TestRows.Key(id), TestRows.Of(id, "row"));
        }

        var pump = Pump();
        while (!(await TurnAsync(pump, pairs: 0)).IsEnd)
        {
        }
    }

    private async Task<TurnReport> CompareAsync()
    {
        await ledger.ForgetCursorAsync(TestRows.Definition.Id, reconcile: false, default);
        return await TurnAsync(Pump());
    }

    private async Task<TurnReport> TurnAsync(PushPump pump, long pairs = 1)
    {
        run = run with { Epoch = await ledger.TakeOverAsync(TestRows.Definition.Id, default) };
        var rules = new SyncRules(SyncDirection.Push, TestRows.Columns, new ConflictPolicy.SourceWins(), DeletePolicy.Propagate, DeletePolicy.Ignore);
        return await pump.RunTurnAsync(new TurnContext(TestRows.Definition, rules, run, new DeleteGuard(null, null), pairs), default);
    }

    private PushPump Pump() => new(table, lists, lists, ledger, _ => List, options, clock, only: List);
}
