using Grpc.Core;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>What a preview says is what the run then does; and it does nothing itself.</summary>
public sealed class PreviewTests : IAsyncLifetime
{
    private const int Rows = 150;
    private RunWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await RunWorld.OpenAsync($"""
        create table orders (id integer primary key, customer varchar(80) not null, amount numeric(12, 2), changed_at timestamptz not null default clock_timestamp());
        insert into orders select n, 'Customer ' || n, n * 1.5, clock_timestamp() from generate_series(1, {Rows}) n
        """);

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Preview_NothingPushed_ShowsEveryCreateAndWritesNothing()
    {
        var (definition, list) = await world.DeclareAsync("orders");

        var (rows, summary) = await world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id, RowLimit = 20 });

        Assert.Equal((20, 20L), (rows.Count, summary.RowsShown));
        Assert.All(rows, row => Assert.Equal((V1.PreviewKind.Create, list.Id), (row.Kind, row.SharepointListId)));
        Assert.Equal("Customer 1", rows.Single(row => row.RowKey[0] == "1").Fields.Single(field => field.Field == "customer").After);
        Assert.Equal((V1.PreviewKind.Create, (long)Rows), (Assert.Single(summary.Counts) is var count ? (count.Kind, count.Rows) : default));
        Assert.Equal((2L * Rows, false, 0L), (summary.ResourceUnits, summary.GuardTrips, summary.Deletes));
        Assert.Empty(await world.ReadItemsAsync(list));
        Assert.Equal(0, await world.CountAsync("select (select count(*) from orleanssync.ledger) + (select count(*) from orleanssync.ledger_cursors) + (select count(*) from orleanssync.sync_runs)"));
    }

    [PostgresFact]
    public async Task Preview_ChangesAndDeletes_SaysWhatTheRunThenDoes()
    {
        var (definition, list) = await world.DeclareAsync("orders");
        await world.RunAsync(definition);
        await world.Catalog.ExecuteAsync("""
            update orders set amount = 7, changed_at = clock_timestamp() where id = 3;
            update orders set changed_at = clock_timestamp() where id = 4;
            insert into orders values (1000, 'New one', 1);
            delete from orders where id > 100 and id < 1000
            """);

        var (delta, ordinary) = await world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id });
        var (all, compared) = await world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id, CompareAll = true, ShowUnchanged = true });

        var update = delta.Single(row => row.Kind == V1.PreviewKind.Update);
        Assert.Equal(("3", "amount", "4.5", "7"), (update.RowKey[0], update.Fields.Single().Field, update.Fields.Single().Before, update.Fields.Single().After));
        Assert.Equal([(V1.PreviewKind.Create, 1L), (V1.PreviewKind.Update, 1L), (V1.PreviewKind.Unchanged, 1L)], ordinary.Counts.Select(count => (count.Kind, count.Rows)));
        Assert.Equal(
            [(V1.PreviewKind.Create, 1L), (V1.PreviewKind.Update, 1L), (V1.PreviewKind.Delete, 50L), (V1.PreviewKind.Unchanged, 99L)], compared.Counts.Select(count => (count.Kind, count.Rows)));
        Assert.Equal((true, 50L, 151L), (compared.GuardTrips, compared.Deletes, compared.RowsShown));
        Assert.Equal("Customer 101", all.First(row => row.Kind == V1.PreviewKind.Delete && row.Fields.Any(field => field.Before == "Customer 101")).Fields.Single(field => field.Field == "customer").Before);
        Assert.Equal(Rows, (await world.ReadItemsAsync(list)).Count);

        var run = await world.RunAsync(definition);
        Assert.Equal((V1.SyncRunState.Succeeded, 2L, 1L), (run.State, run.Counters.Written, run.Counters.Unchanged));
        Assert.DoesNotContain(world.Catalog.Server.Logs.Lines, line => line.Contains("Customer 101", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Preview_RowLimitOutOfRangeOrViewer_IsRefused()
    {
        var (definition, _) = await world.DeclareAsync("orders");
        var viewer = new V1.SyncRuns.SyncRunsClient(world.Catalog.Server.With(await world.Catalog.Server.CreateKeyAsync(V1.ApiKeyRole.Viewer)));

        var limit = await Refusal.OfAsync(() => world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id, RowLimit = 10_001 }));
        var role = await Refusal.OfAsync(async () => await viewer.PreviewSyncRun(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id }).ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal("row_limit", Assert.Single(limit.Fields).Field);
        Assert.Equal(StatusCode.PermissionDenied, role.Code);
    }
}
