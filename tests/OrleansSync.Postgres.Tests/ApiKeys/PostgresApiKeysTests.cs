using Npgsql;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.ApiKeys;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.ApiKeys;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.ApiKeys;

/// <summary>The contract on PostgreSQL, and what only PostgreSQL can do wrong.</summary>
public sealed class PostgresApiKeysTests : ApiKeysContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<IApiKeys> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        return new PostgresApiKeys(_metastore.Metastore);
    }

    [PostgresFact]
    public async Task CreateFirst_SessionEndsDuringTheCallersWork_IsNotRunAgain()
    {
        var calls = 0;

        var failure = await Assert.ThrowsAsync<SyncException>(() => Keys.CreateFirstAsync(
            New("first admin key", ApiKeyRole.Admin),
            async _ =>
            {
                calls++;
                await _metastore.ExecuteAsync("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            },
            default));

        Assert.Equal((SyncError.MetastoreUnavailable, 1), (failure.Error, calls));
        Assert.Empty(await Keys.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task Revoke_CommitAnswerLost_IsRepeatedWithTheSameAnswer()
    {
        var record = New("Build");
        await Keys.CreateAsync(record, default);
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);

        var revoked = await new PostgresApiKeys(database).RevokeAsync(record.Key.Id, Clock.Now(), default);

        Assert.Equal(record.Key with { RevokedAt = Clock.Now() }, revoked);
        Assert.Equal(revoked, (await Keys.FindAsync(record.Key.Id, default))?.Key);
    }

    [PostgresFact]
    public async Task Find_WhileKeysAreChanged_DoesNotWait()
    {
        var record = New("Build");
        await Keys.CreateAsync(record, default);
        await using var other = await _metastore.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("lock table orleanssync.api_keys in share row exclusive mode", other))
        {
            await held.ExecuteNonQueryAsync();
        }

        Assert.Equal(record.Key, (await Keys.FindAsync(record.Key.Id, default))?.Key);
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var keys = new PostgresApiKeys(database);

        Func<Task>[] operations =
        [
            () => keys.FindAsync(Ids.Next(), default),
            () => keys.ListAsync(null, 1, default),
            () => keys.CreateAsync(New("X"), default),
            () => keys.CreateFirstAsync(New("X"), _ => Task.CompletedTask, default),
            () => keys.RevokeAsync(Ids.Next(), Clock.Now(), default),
        ];
        foreach (var operation in operations)
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
        }
    }
}
