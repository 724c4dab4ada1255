using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>Runs that do something else than their definition says, and what is told of runs.</summary>
public sealed class RunScopeTests : IAsyncLifetime
{
    private const int Rows = 60;
    private RunWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await RunWorld.OpenAsync(
        $"""
        create table orders (id integer primary key, note varchar(80) not null, amount integer not null, changed_at timestamptz not null default clock_timestamp());
        insert into orders select n, 'Order ' || n, n from generate_series(1, {Rows}) n
        """,
        "--Runs:HistoryMax", "2", "--Runs:PruneEvery", "00:00:00.2");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Start_TargetList_TakesEveryRowThereOnceAndTellsEachMove()
    {
        var (list, mappings) = await world.ProvisionAsync("orders");
        var (large, _) = await world.ProvisionAsync("orders", "Large orders");
        var definition = world.NewDefinition("orders", list, mappings.Where(mapping => mapping.Column != "changed_at"));
        definition.Targets.Add(new V1.SyncTarget { SharepointListId = large.Id, When = "amount > 50" });
        definition = await world.CreateAsync(definition);
        await world.RunAsync(definition);

        var (_, preview) = await world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id, TargetSharepointListId = list.Id });
        var run = await world.RunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, TargetSharepointListId = list.Id });
        Assert.Equal((Rows, 0), ((await world.ReadItemsAsync(list)).Count, (await world.ReadItemsAsync(large)).Count));
        var moves = await ListMovesAsync(definition);
        var back = await world.RunAsync(definition, compareAll: true);

        Assert.Equal((V1.SyncRunState.Succeeded, 10L, list.Id), (run.State, run.Counters.Written, run.TargetSharepointListId));
        Assert.Contains(preview.Counts, count => (count.Kind, count.Rows) == (V1.PreviewKind.Move, 10L));
        Assert.Equal(10, moves.Select(move => move.Key).Distinct().Count());
        Assert.All(moves, move => Assert.Equal((run.Id, large.Id, list.Id), (move.SyncRunId, move.FromSharepointListId, move.ToSharepointListId)));
        Assert.Equal((10L, ""), (back.Counters.Written, back.TargetSharepointListId));
        Assert.Equal((Rows - 10, 10), ((await world.ReadItemsAsync(list)).Count, (await world.ReadItemsAsync(large)).Count));
        Assert.Equal(20, (await ListMovesAsync(definition)).Count);
    }

    [PostgresFact]
    public async Task Start_Backfill_WritesTheChosenFieldsAndLosesNoOtherChange()
    {
        var (definition, list) = await world.DeclareAsync("orders");
        await world.RunAsync(definition);
        foreach (var item in (await world.ReadAsync(list, item => item)).Keys)
        {
            await world.EditItemAsync(list, item, new { note = "by hand", amount = 0 });
        }

        await world.Catalog.ExecuteAsync("""
            update orders set note = 'changed', amount = 1000, changed_at = clock_timestamp() where id = 7;
            insert into orders values (1000, 'New', 1)
            """);
        var backfill = await world.RunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, BackfillFields = { "amount" } });
        var items = await world.ReadItemsAsync(list);
        var ordinary = await world.RunAsync(definition);

        Assert.Equal((V1.SyncRunState.Succeeded, (long)Rows, 1L), (backfill.State, backfill.Counters.Written, backfill.Counters.Ignored["NotBackfilled"]));
        Assert.All(items, item => Assert.Equal("by hand", item.GetProperty("note").GetString()));
        Assert.Equal([.. Enumerable.Range(1, Rows).Where(id => id != 7), 1000], items.Select(item => (int)item.GetProperty("amount").GetDecimal()).Order());
        Assert.Equal((V1.SyncRunState.Succeeded, 2L), (ordinary.State, ordinary.Counters.Written));
        var after = await world.ReadItemsAsync(list);
        Assert.Equal(Rows + 1, after.Count);
        Assert.Single(after, item => item.GetProperty("note").GetString() == "changed");
    }

    [PostgresFact]
    public async Task Start_OptionsThatDoNotFit_AreRefusedWithTheirFields()
    {
        var (definition, list) = await world.DeclareAsync("orders");

        var refusal = await Refusal.OfAsync(async () => await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest
        {
            SyncDefinitionId = definition.Id,
            TargetSharepointListId = world.Catalog.Site.Id,
            BackfillFields = { "amount", "Title" },
        }));

        Assert.Equal(["target_sharepoint_list_id", "backfill_fields[1]", "backfill_fields"], refusal.Fields.Select(field => field.Field));
        Assert.NotEmpty(list.Id);
    }

    [PostgresFact]
    public async Task ResetCursor_RunUnderWay_IsRefusedAndLaterReadsEverythingAgain()
    {
        var (definition, _) = await world.DeclareAsync("orders");
        await world.RunAsync(definition);
        world.Catalog.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 503, RetryAfter = 3, Operation = OperationKind.ItemCreate, Times = 1 });
        await world.Catalog.ExecuteAsync("insert into orders values (1000, 'New', 1)");
        var started = await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id });
        var reset = new V1.ResetSyncCursorRequest { Id = definition.Id };

        var refusal = await Refusal.OfAsync(async () => await world.Definitions.ResetSyncCursorAsync(reset));
        await world.WatchAsync(started.Id);
        var ordinary = await world.RunAsync(definition);
        await world.Definitions.ResetSyncCursorAsync(reset);
        var run = await world.RunAsync(definition);

        Assert.Equal((StatusCode.FailedPrecondition, "RUN_REFUSED"), (refusal.Code, refusal.Reason));
        Assert.Equal((V1.SyncRunState.Succeeded, 0L), (ordinary.State, ordinary.Counters.Read));
        Assert.Equal((V1.SyncRunState.Succeeded, Rows + 1L, 0L), (run.State, run.Counters.Unchanged, run.Counters.Written));
    }

    [PostgresFact]
    public async Task Watch_TokenOfTheLastMessage_SendsOnlyWhatChangedSince()
    {
        var (definition, _) = await world.DeclareAsync("orders");
        var first = await world.RunAsync(definition);
        var second = await world.RunAsync(definition);

        var seen = await CountAsync(new V1.WatchSyncRunRequest { Id = first.Id, ResumeToken = first.ResumeToken });
        var unseen = await CountAsync(new V1.WatchSyncRunRequest { Id = first.Id });
        var other = await Refusal.OfAsync(() => CountAsync(new V1.WatchSyncRunRequest { Id = second.Id, ResumeToken = first.ResumeToken }));
        var none = await Refusal.OfAsync(() => CountAsync(new V1.WatchSyncRunRequest { Id = second.Id, ResumeToken = "nonsense" }));

        Assert.Equal((0, 1), (seen, unseen));
        Assert.Equal(("resume_token", "resume_token"), (Assert.Single(other.Fields).Field, Assert.Single(none.Fields).Field));
    }

    [PostgresFact]
    public async Task History_MoreRunsThanKept_KeepsTheLatest()
    {
        var (definition, _) = await world.DeclareAsync("orders");
        V1.SyncRun? last = null;
        for (var number = 0; number < 4; number++)
        {
            last = await world.RunAsync(definition);
        }

        V1.ListSyncRunsResponse runs;
        do
        {
            runs = await world.Runs.ListSyncRunsAsync(new V1.ListSyncRunsRequest { SyncDefinitionId = definition.Id });
        }
        while (runs.SyncRuns.Count > 2);

        Assert.Equal((2, last!.Id), (runs.SyncRuns.Count, runs.SyncRuns[0].Id)); // Four runs were made.
    }

    [PostgresFact]
    public async Task GetResourceBudget_AfterARun_TellsWhatWasUsed()
    {
        var (definition, _) = await world.DeclareAsync("orders");
        await world.RunAsync(definition);

        var budget = await world.Catalog.Connections.GetResourceBudgetAsync(new V1.GetResourceBudgetRequest { Id = world.Catalog.Connection.Id });
        var refusal = await Refusal.OfAsync(async () => await world.Catalog.Connections.GetResourceBudgetAsync(new V1.GetResourceBudgetRequest { Id = definition.Id }));

        Assert.InRange(budget.UnitsUsedInMinute, 2 * Rows, budget.UnitsPerMinute);
        Assert.Equal((budget.UnitsUsedInMinute, 0), (budget.UnitsUsedInDay, budget.WaitingDefinitions));
        Assert.Equal(StatusCode.NotFound, refusal.Code);
    }

    private async Task<int> CountAsync(V1.WatchSyncRunRequest request)
    {
        using var watch = world.Runs.WatchSyncRun(request);
        var count = 0;
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            count++;
        }

        return count;
    }

    private async Task<List<V1.RowMove>> ListMovesAsync(V1.SyncDefinition definition)
    {
        var (moves, token) = (new List<V1.RowMove>(), "");
        do
        {
            var page = await world.Runs.ListRowMovesAsync(new V1.ListRowMovesRequest { SyncDefinitionId = definition.Id, PageSize = 7, PageToken = token });
            moves.AddRange(page.RowMoves);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return moves;
    }
}
