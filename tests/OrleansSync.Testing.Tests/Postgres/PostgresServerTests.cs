using System.Globalization;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Testing.Tests.Postgres;

public sealed class PostgresServerTests
{
    [PostgresFact]
    public async Task GetShared_CalledByMany_IsOneServer()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresServer.GetSharedAsync()));

        Assert.Single(servers.Distinct());
        Assert.True(servers[0].IsRunning);
    }

    [PostgresFact]
    public async Task CreateDatabase_Twice_AreApart()
    {
        await using var first = await TestDatabase.CreateAsync();
        await using var second = await TestDatabase.CreateAsync();
        await ExecuteAsync(first, "create table here (id int primary key)");

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(1L, await CountTablesAsync(first));
        Assert.Equal(0L, await CountTablesAsync(second));
    }

    [PostgresFact]
    public async Task CreateDatabase_FromTemplate_CopiesIt()
    {
        var server = await PostgresServer.GetSharedAsync();
        await using var template = await server.CreateDatabaseAsync();
        await using (var connection = new NpgsqlConnection(template.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("create table copied (id int)", connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var copy = await server.CreateDatabaseAsync(template.Name);

        Assert.Equal(1L, await CountTablesAsync(copy));
    }

    [PostgresFact]
    public async Task CreateDatabase_AnyServer_SortsByBytesInUtf8()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal("UTF8 C", await ScalarAsync(database, "select pg_encoding_to_char(encoding) || ' ' || datcollate from pg_database where datname = current_database()"));
    }

    [PostgresFact]
    public async Task DisposeDatabase_WithOpenConnections_DropsIt()
    {
        var server = await PostgresServer.GetSharedAsync();
        var database = await server.CreateDatabaseAsync();
        await using var open = new NpgsqlConnection(database.ConnectionString);
        await open.OpenAsync();

        await database.DisposeAsync();

        await using var other = await server.CreateDatabaseAsync();
        Assert.Equal(0L, await ScalarAsync(other, $"select count(*) from pg_database where datname = '{database.Name}'"));
    }

    [PostgresFact(OwnServer = true)]
    public async Task DisposeDatabase_WithAnActiveReplicationSlot_DropsBoth()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        var database = await server.CreateDatabaseAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await using var reader = new LogicalReplicationConnection(database.ConnectionString);
        await ExecuteAsync(database, "create publication changes for all tables");
        await reader.Open(limit.Token);
        var slot = await reader.CreatePgOutputReplicationSlot("kept", cancellationToken: limit.Token);
        var options = new PgOutputReplicationOptions("changes", PgOutputProtocolVersion.V1);
        await using var changes = reader.StartReplication(slot, options, limit.Token).GetAsyncEnumerator(limit.Token);
        var next = changes.MoveNextAsync().AsTask();
        while (!(bool)(await ScalarAsync(database, "select active from pg_replication_slots where slot_name = 'kept'"))!)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }

        await database.DisposeAsync();

        await using var other = await server.CreateDatabaseAsync();
        Assert.Equal(0L, await ScalarAsync(other, "select count(*) from pg_replication_slots"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => next);
    }

    [PostgresFact(OwnServer = true)]
    public async Task Kill_ThenStart_KeepsWhatWasCommitted()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table kept (id int)");
        for (var id = 0; id < 20; id++)
        {
            await ExecuteAsync(database, $"insert into kept values ({id.ToString(CultureInfo.InvariantCulture)})");
        }

        var children = UnixProcesses.FindChildren(server.Instance.ProcessId);

        await server.KillAsync();

        Assert.False(server.IsRunning);
        Assert.DoesNotContain(children, UnixProcesses.IsRunning);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(database, "select 1"));
        await server.StartAsync();
        Assert.Equal(20L, await ScalarAsync(database, "select count(*) from kept"));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Stop_ThenStart_KeepsPortAndData()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table kept (id int)");
        var connectionString = server.ConnectionString;

        await server.StopAsync();
        await server.StartAsync();

        Assert.Equal(connectionString, server.ConnectionString);
        await using var again = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = again.CreateCommand("select count(*) from kept");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [PostgresFact(OwnServer = true)]
    public async Task Pause_HoldsEveryAnswerUntilResumed()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var open = await database.DataSource.OpenConnectionAsync();
        await server.PauseAsync();
        await using var command = new NpgsqlCommand("select 42", open) { CommandTimeout = 60 };

        var answer = command.ExecuteScalarAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        await server.ResumeAsync();

        Assert.Equal(42, await answer);
    }

    private static async Task<object?> CountTablesAsync(TestDatabase database) =>
        await ScalarAsync(database, "select count(*) from pg_tables where schemaname = 'public'");

    private static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
