using Npgsql;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Postgres.Ledger;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Runs;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Ledger;

/// <summary>The contract on PostgreSQL, and what only PostgreSQL can do wrong.</summary>
public sealed class PostgresLedgerTests : LedgerContract
{
    private readonly ManualClock _clock = new();
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<LedgerStores> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync(options => options.PoolSizeMax = 20);
        var ledger = Over(_metastore.Metastore);
        return new LedgerStores(ledger, new PostgresSyncRuns(_metastore.Metastore), ledger);
    }

    [PostgresFact]
    public async Task Commit_StatementFailsHalfWay_NothingOfItIsThere()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        await _metastore.ExecuteAsync("alter table orleanssync.ledger_cursors add constraint refuse check (definition < 0)");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Ledger.CommitAsync(Whole(run.Epoch), default));

        Assert.Equal("refuse", refused.ConstraintName);
        await AssertNothingAsync(run);
    }

    [PostgresFact]
    public async Task Commit_KeyOfAnotherDefinition_IsRefusedAndChangesNothing()
    {
        var other = new SyncDefinitionId(new Guid("bbbbbbbb-0000-7000-8000-000000000001"));
        var stolen = Entry(7) with { Definition = other };
        var epoch = await Ledger.TakeOverAsync(other, default);
        await Ledger.CommitAsync(new LedgerCommit(other, Run, epoch) { Entries = [stolen] }, default);
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Ledger.CommitAsync(Whole(run.Epoch) with { Entries = [Entry(1), Entry(7)] }, default));

        await AssertNothingAsync(run);
        Assert.Equal(stolen, Assert.Single(await Ledger.FindAsync(other, [Key(7)], default)));
    }

    [PostgresFact]
    public async Task Commit_ConnectionKilledBeforeTheCommit_IsMadeOnceByTheNextAttempt()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        await using var holder = await _metastore.DataSource.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table orleanssync.ledger_cursors in access exclusive mode", holder))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var committing = Ledger.CommitAsync(Whole(run.Epoch), default);
        while (await _metastore.ScalarAsync<long>("select count(pg_terminate_backend(pid)) from pg_catalog.pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            Assert.False(committing.IsCompleted);
        }

        await transaction.RollbackAsync();

        Assert.Equal(EpochVerdict.Accepted, await committing);
        Assert.Equal(7, (await Runs.FindAsync(Run, default))?.Counters.Read);
    }

    [PostgresFact]
    public async Task Commit_CommitNeverArrives_IsReportedAndNothingIsThere()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        await CommitThroughAsync(LossyProxy.Loss.Commit, run);

        await AssertNothingAsync(run);
    }

    [PostgresFact]
    public async Task Commit_AnswerOfTheCommitLost_IsReportedAndCountedOnce()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        await CommitThroughAsync(LossyProxy.Loss.Answer, run);

        Assert.Equal(Entry(1), Assert.Single(await Ledger.FindAsync(Definition, [Key(1)], default)));
        Assert.Equal(7, (await Runs.FindAsync(Run, default))?.Counters.Read);
    }

    [PostgresFact]
    public async Task Commit_UnderWay_ATakeOverWaitsForIt()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await using var holder = await _metastore.DataSource.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table orleanssync.ledger_cursors in access exclusive mode", holder))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var committing = Ledger.CommitAsync(Whole(epoch), default);
        await WaitForLocksAsync(1, committing);
        var taking = Ledger.TakeOverAsync(Definition, default);
        await WaitForLocksAsync(2, taking);
        await transaction.RollbackAsync();

        Assert.Equal(EpochVerdict.Accepted, await committing);
        Assert.Equal(epoch.TakeOver(), await taking);
    }

    [PostgresFact]
    public async Task Commit_Losses_AreRemovedWhenTheirTimeIsOver()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var change = new Conflict(new RowChange(new RowKey(KeyPart.Of(1)), Key(1), null, RowReading.Read), new ItemChange(new ItemAddress(new ListId(1), 1), null, null), null);
        await Ledger.CommitAsync(Of(epoch) with { Losses = [new(change, SyncDirection.Push)] }, default);
        _clock.Advance(TimeSpan.FromDays(31));

        await Ledger.CommitAsync(Of(epoch) with { Losses = [new(change, SyncDirection.Pull)] }, default);

        Assert.Equal(SyncDirection.Pull, Assert.Single(await Losses.FindLossesAsync(Definition, Key(1), 10, default)).Loser);
    }

    [PostgresFact]
    public async Task FindByItems_ManyEntries_UsesTheIndex()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [.. Enumerable.Range(1, 5000).Select(Entry)] }, default);
        await _metastore.ExecuteAsync("analyze orleanssync.ledger");
        var plan = new List<string>();
        await using var command = _metastore.DataSource.CreateCommand(
            "explain select there.key from unnest('{1}'::integer[], '{1}'::integer[]) wanted (list_id, item) join orleanssync.ledger there on there.list_id = wanted.list_id and there.item = wanted.item where there.item is not null and there.row_key <> ''");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains("ledger_item", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var ledger = Over(database);
        Func<Task>[] operations =
        [
            () => ledger.FindAsync(Definition, [Key(1)], default),
            () => ledger.FindByItemsAsync(Definition, [new ItemAddress(new ListId(1), 1)], default),
            () => ledger.FindUnsettledAsync(Definition, 1, default),
            () => ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 1, default),
            () => ledger.FindPushDueAsync(Definition, 1, default),
            () => ledger.FindPullDueAsync(Definition, 1, default),
            () => ledger.FindCursorAsync(Definition, null, default),
            () => ledger.FindEpochAsync(Definition, default),
            () => ledger.TakeOverAsync(Definition, default),
            () => ledger.CommitAsync(Of(new Epoch(1)), default),
            () => ledger.FindLossesAsync(Definition, Key(1), 1, default),
        ];
        foreach (var operation in operations)
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
        }
    }

    private static LedgerCommit Whole(Epoch epoch) => Of(epoch) with
    {
        Entries = [Entry(1) with { Base = null }],
        Parked = [new(Definition, Key(2), new RowKey(KeyPart.Of(2)), null, SyncDirection.Push, Engine.Parking.ParkReason.NoList, 1, Noon)],
        PushDue = [Key(3)],
        PullDue = [new ItemAddress(new ListId(1), 3)],
        Counters = RunCounters.Zero.AddRead(7),
        Deletes = 1,
        Cursor = There,
    };

    private async Task AssertNothingAsync(SyncRun run)
    {
        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1), Key(7)], default));
        Assert.Empty(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 10, default));
        Assert.Empty(await Ledger.FindPushDueAsync(Definition, 10, default));
        Assert.Empty(await Ledger.FindPullDueAsync(Definition, 10, default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Equal(run, await Runs.FindAsync(Run, default));
    }

    private async Task CommitThroughAsync(LossyProxy.Loss loss, SyncRun run)
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        proxy.Lose(loss, times: 1);

        Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(() => Over(database).CommitAsync(Whole(run.Epoch), default))).Error);

        Assert.Equal(1, proxy.LostCommits);
    }

    private async Task WaitForLocksAsync(long count, Task waiting)
    {
        while (await _metastore.ScalarAsync<long>("select count(*) from pg_catalog.pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < count)
        {
            Assert.False(waiting.IsCompleted, "It did not wait.");
        }
    }

    private PostgresLedger Over(MetastoreDatabase database) => new(database, TestMetastore.CreateOptions(_metastore.ConnectionString), _clock);
}
