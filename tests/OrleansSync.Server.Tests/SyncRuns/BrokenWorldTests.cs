using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>What a run needs is taken away while it is under way: it says what and how to go on, deletes nothing, and goes on once it is mended.</summary>
public sealed class BrokenWorldTests : IAsyncLifetime
{
    private const int Rows = 300;
    private RunWorld world = null!; // All set before each test.
    private V1.SharePointList list = null!;
    private V1.SyncDefinition definition = null!;

    public async Task InitializeAsync()
    {
        world = await RunWorld.OpenAsync(
            $"""
            create table orders (id integer primary key, note varchar(80) not null, amount integer not null, changed_at timestamptz not null default clock_timestamp());
            insert into orders select n, 'Order ' || n, n from generate_series(1, {Rows}) n
            """,
            "--Runs:RowsPerTurn", "5");
        (definition, list) = await world.DeclareAsync("orders");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public Task Run_TableIsDropped_FailsAndNamesIt() => BreakAsync(
        () => world.Catalog.ExecuteAsync("alter table orders rename to away"),
        () => world.Catalog.ExecuteAsync("alter table away rename to orders"),
        "orders");

    [PostgresFact]
    public Task Run_ColumnIsRenamed_FailsAndNamesTheTable() => BreakAsync(
        () => world.Catalog.ExecuteAsync("alter table orders rename column amount to total"),
        () => world.Catalog.ExecuteAsync("alter table orders rename column total to amount"),
        "orders");

    [PostgresFact]
    public Task Run_ColumnGetsAnotherType_FailsAndNamesTheTable() => BreakAsync(
        () => world.Catalog.ExecuteAsync("alter table orders alter column amount type text"),
        () => world.Catalog.ExecuteAsync("alter table orders alter column amount type integer using amount::integer"),
        "orders");

    [PostgresFact]
    public Task Run_ServiceRefusesTheApp_FailsAndSaysWhatToGrant() => BreakAsync(
        () => Fault(new FaultRule { Kind = FaultKind.Status, Status = 403, Code = "accessDenied", Message = "Access denied", Operation = OperationKind.ItemCreate, Times = 1_000_000 }),
        ClearAsync,
        "permission");

    [PostgresFact]
    public Task Run_SecretIsNoLongerTaken_FailsAndSaysSo() => BreakAsync(
        async () =>
        {
            // Two versions are kept, and the older one is tried, too.
            await SetSecretAsync("expired");
            await SetSecretAsync("expired, too");
            world.Catalog.Tenant.ExpireAccessTokens();
        },
        () => SetSecretAsync(CatalogWorld.Secret),
        "token service");

    [PostgresFact]
    public async Task Run_ListIsDeleted_FailsAndSaysWhichListIsMissing()
    {
        var failed = await FailAsync(() => world.DeleteAsync(list));
        var refusal = await Refusal.OfAsync(async () => await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id }));

        Assert.Contains("list", failed.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("LIST_GONE", refusal.Reason);
    }

    [PostgresFact]
    public async Task Run_ColumnOfTheListIsRemoved_ParksTheRowsAndTheNextOneSaysWhichColumn()
    {
        var run = await BreakWhileRunningAsync(() => world.DeleteAsync(list, "/columns/amount"));
        var refusal = await Refusal.OfAsync(async () => await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id }));

        Assert.True(run.Counters.Balances);
        Assert.Equal(0, run.Deletes);
        Assert.Equal(run.Counters.Written, (await world.ReadItemsAsync(list)).Count);
        Assert.True(run.State == V1.SyncRunState.Failed || run.Counters.Parked > 0);
        Assert.Equal("DEFINITION_INCOMPLETE", refusal.Reason);
        Assert.Contains("field", refusal.Message, StringComparison.Ordinal);
    }

    private async Task BreakAsync(Func<Task> damage, Func<Task> mend, string told)
    {
        var failed = await FailAsync(damage);
        Assert.Contains(told, failed.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Order 1", failed.Problem, StringComparison.Ordinal);
        Assert.InRange((await world.ReadItemsAsync(list)).Count, (int)failed.Counters.Written, Rows - 1);

        await mend();
        var again = await world.RunAsync(definition);

        Assert.Equal((V1.SyncRunState.Succeeded, 0L), (again.State, again.Deletes));

        // Rows that were under way when it broke may wait until nothing of them can be.
        Assert.Equal(Rows, (await world.ReadItemsAsync(list)).Count + (int)again.Counters.Parked);
        Assert.InRange(again.Counters.Parked, 0, 5);
    }

    private async Task<V1.SyncRun> FailAsync(Func<Task> damage)
    {
        var failed = await BreakWhileRunningAsync(damage);
        Assert.Equal((V1.SyncRunState.Failed, 0L), (failed.State, failed.Deletes));
        return failed;
    }

    /// <summary>Does the damage once the run has written something and long before it could end.</summary>
    private async Task<V1.SyncRun> BreakWhileRunningAsync(Func<Task> damage)
    {
        var started = await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id });
        await world.WatchAsync(started.Id, run => run.Counters.Written > 0);
        await damage();
        return await world.WatchAsync(started.Id);
    }

    private Task Fault(FaultRule rule)
    {
        world.Catalog.Tenant.Faults.Add(rule);
        return Task.CompletedTask;
    }

    private Task ClearAsync()
    {
        world.Catalog.Tenant.Faults.Clear();
        return Task.CompletedTask;
    }

    private async Task SetSecretAsync(string secret) => await world.Catalog.Connections.UpdateSharePointConnectionAsync(
        new V1.UpdateSharePointConnectionRequest { SharepointConnection = new V1.SharePointConnection { Id = world.Catalog.Connection.Id, Secret = secret } });
}
