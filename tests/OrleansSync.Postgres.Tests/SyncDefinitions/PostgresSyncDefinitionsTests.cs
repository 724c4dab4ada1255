using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;
using OrleansSync.Postgres.SyncDefinitions;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.SyncDefinitions;

namespace OrleansSync.Postgres.Tests.SyncDefinitions;

/// <summary>The contract on PostgreSQL, and what only PostgreSQL can do wrong.</summary>
public sealed class PostgresSyncDefinitionsTests : SyncDefinitionsContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<ISyncDefinitions> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync(options => options.PoolSizeMax = 20);
        return Over(_metastore.Metastore);
    }

    [PostgresFact]
    public async Task Create_CommitAnswerLostWithARequestId_IsRepeatedAndFindsItsAnswer()
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);
        var definition = New("Orders");

        Assert.Equal(definition, await Over(database).CreateAsync(definition, Request(1), default));

        Assert.Equal(1, proxy.LostCommits);
        Assert.Equal(definition, Assert.Single(await Definitions.ListAsync(null, 10, default)));
    }

    [PostgresFact]
    public async Task Create_CommitAnswerLostWithoutARequestId_IsReportedAndMadeOnce()
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);
        var definition = New("Orders");

        await AssertErrorAsync(SyncError.MetastoreUnavailable, () => Over(database).CreateAsync(definition, null, default));

        Assert.Equal(definition, Assert.Single(await Definitions.ListAsync(null, 10, default)));
    }

    [PostgresFact]
    public async Task Create_OldRequests_AreRemovedAFewAtATime()
    {
        await _metastore.ExecuteAsync("insert into orleanssync.requests select gen_random_uuid(), '\\x00', null, '2026-01-01Z' from generate_series(1, 40)");

        for (var number = 1; number <= 3; number++)
        {
            Assert.InRange(await _metastore.ScalarAsync<long>("select count(*) from orleanssync.requests where created_at < '2026-02-01Z'"), 1, 40);
            await Definitions.CreateAsync(New($"Definition {number}"), Request(number), default);
        }

        Assert.Equal(3, await _metastore.ScalarAsync<long>("select count(*) from orleanssync.requests"));
    }

    [PostgresFact]
    public async Task Create_FirstRequestStillUnderWay_TheRepetitionWaitsAndTakesOver()
    {
        await using var first = await _metastore.DataSource.OpenConnectionAsync();
        await using var transaction = await first.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand("insert into orleanssync.requests values ($1, '\\x00', null, now())", first) { Parameters = { new() { Value = Request(1).Id } } })
        {
            await insert.ExecuteNonQueryAsync();
        }

        var definition = New("Orders");
        var creating = Definitions.CreateAsync(definition, Request(1), default);
        while (await _metastore.ScalarAsync<long>("select count(*) from pg_catalog.pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            Assert.False(creating.IsCompleted);
        }

        await transaction.RollbackAsync();

        Assert.Equal(definition, await creating);
    }

    [PostgresFact]
    public async Task Create_Timestamps_AreStoredToTheMicrosecond()
    {
        var definition = await Definitions.CreateAsync(New("Orders"), null, default);

        var stored = await _metastore.ScalarAsync<decimal>("select extract(epoch from created_at) * 1000000 from orleanssync.sync_definitions");
        Assert.Equal((definition.CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, (long)stored);
        Assert.Equal(Clock.Now(), definition.CreatedAt);
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var definitions = Over(database);
        var id = NewId();

        Func<Task>[] operations =
        [
            () => definitions.FindAsync(id, default),
            () => definitions.ListAsync(null, 1, default),
            () => definitions.IsNameTakenAsync("X", null, default),
            () => definitions.FindAnswerAsync(Request(1), default),
            () => definitions.CreateAsync(New("X"), Request(1), default),
            () => definitions.UpdateAsync(New("X"), null, default),
            () => definitions.DeleteAsync(id, 1, Request(1), default),
        ];
        foreach (var operation in operations)
        {
            await AssertErrorAsync(SyncError.MetastoreUnavailable, operation);
        }
    }

    private PostgresSyncDefinitions Over(MetastoreDatabase database) => new(database, new RequestLog(Clock));
}
