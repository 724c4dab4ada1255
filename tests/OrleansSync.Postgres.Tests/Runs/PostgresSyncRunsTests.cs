using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Ledger;
using OrleansSync.Postgres.Runs;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Runs;

namespace OrleansSync.Postgres.Tests.Runs;

/// <summary>The contract on PostgreSQL, and what only PostgreSQL can do wrong.</summary>
public sealed class PostgresSyncRunsTests : SyncRunsContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<LedgerStores> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync(options => options.PoolSizeMax = 20);
        var ledger = new PostgresLedger(_metastore.Metastore, TestMetastore.CreateOptions(_metastore.ConnectionString), TimeProvider.System);
        return new LedgerStores(ledger, new PostgresSyncRuns(_metastore.Metastore), ledger);
    }

    [PostgresFact]
    public async Task Start_AnswerOfTheCommitLost_IsRepeatedAndGivesTheOneRun()
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);

        var run = await new PostgresSyncRuns(database).StartAsync(Id(1), Definition, SyncDirection.Push, DateTimeOffset.UnixEpoch, default);

        Assert.Equal(1, proxy.LostCommits);
        Assert.Equal(new Epoch(1), run.Epoch);
        Assert.Equal(run, await Runs.FindCurrentAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Table_SecondRunThatHasNotEnded_IsRefusedByTheDatabase()
    {
        await StartAsync(1);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _metastore.ExecuteAsync(
            $"insert into orleanssync.sync_runs (id, definition_id, direction, state, epoch, started_at) values (gen_random_uuid(), '{Definition}', 1, 1, 1, now())"));

        Assert.Equal("sync_runs_current", refused.ConstraintName);
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var runs = new PostgresSyncRuns(database);
        Func<Task>[] operations =
        [
            () => runs.FindAsync(Id(1), default),
            () => runs.FindCurrentAsync(Definition, default),
            () => runs.ListAsync(Definition, null, 1, default),
            () => runs.StartAsync(Id(1), Definition, SyncDirection.Push, DateTimeOffset.UnixEpoch, default),
            () => runs.ApplyAsync(Id(1), RunEvent.Begin, null, "", DateTimeOffset.UnixEpoch, default),
        ];
        foreach (var operation in operations)
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
        }
    }
}
