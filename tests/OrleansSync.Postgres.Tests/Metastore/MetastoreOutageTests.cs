using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>A PostgreSQL that stops, dies, freezes and comes back.</summary>
public sealed class MetastoreOutageTests(OwnServer own) : IClassFixture<OwnServer>
{
    [PostgresFact(OwnServer = true)]
    public async Task Read_ServerStopped_UnavailableAndBackWithTheServer()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync(), options => options.RetryTotal = TimeSpan.FromMilliseconds(100));
        await server.StopAsync();

        var failure = await Assert.ThrowsAsync<SyncException>(() => CountAsync(test.Metastore));
        await server.StartAsync();

        Assert.Equal(SyncError.MetastoreUnavailable, failure.Error);
        Assert.Equal(0, await CountAsync(test.Metastore));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Read_ServerKilledWithAFullPool_TheFirstCallAfterTheRestartSucceeds()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync());
        await FillPoolAsync(test.Metastore, 8);
        await server.KillAsync();
        await server.StartAsync();

        Assert.Equal(0, await CountAsync(test.Metastore));
        Assert.Equal(0, await CountAsync(test.Metastore));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Read_ServerComesBackWhileItIsRepeated_Succeeds()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync());
        await server.StopAsync();

        var counting = CountAsync(test.Metastore);
        Assert.False(counting.IsCompleted);
        await server.StartAsync();

        Assert.Equal(0, await counting);
    }

    [PostgresFact(OwnServer = true)]
    public async Task Change_ServerKilledInTheMiddle_NothingIsHalfWritten()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync());
        await test.ExecuteAsync("create table public.notes (id integer primary key, attempt integer not null)");
        var attempts = 0;

        await test.Metastore.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                attempts++;
                await ExecuteAsync(connection, $"insert into public.notes values (1, {attempts})", stop);
                if (attempts == 1)
                {
                    await server.KillAsync(stop);
                    await server.StartAsync(stop);
                }

                await ExecuteAsync(connection, $"insert into public.notes values (2, {attempts})", stop);
                return Verdict.Commit(true);
            },
            default);

        Assert.Equal(2, attempts);
        NpgsqlConnection.ClearAllPools();
        await using var command = new NpgsqlCommand("select string_agg(id || ' ' || attempt, ', ' order by id) from public.notes");
        await using var check = new NpgsqlConnection(test.ConnectionString);
        await check.OpenAsync();
        command.Connection = check;
        Assert.Equal("1 2, 2 2", await command.ExecuteScalarAsync());
    }

    [PostgresFact(OwnServer = true)]
    public async Task Change_ServerKilledAndGone_UnavailableAndNothingIsWritten()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync());

        var failure = await Assert.ThrowsAsync<SyncException>(() => test.Metastore.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "insert into orleanssync.membership_versions values ('c', 1, gen_random_uuid())", stop);
                await server.KillAsync(stop);
                return Verdict.Commit(true);
            },
            default));
        await server.StartAsync();

        // The commit was sent to a dead server: it did not happen, but nobody on this side could know.
        Assert.Equal(SyncError.MetastoreUnavailable, failure.Error);
        Assert.Equal(0, await CountAsync(test.Metastore));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Read_ServerFrozen_UnavailableWithinTheLimitsAndBackOnceItThaws()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync(), options =>
        {
            options.CommandTimeout = TimeSpan.FromSeconds(1);
            options.ConnectTimeout = TimeSpan.FromSeconds(1);
            options.RetryTotal = TimeSpan.Zero;
        });
        await FillPoolAsync(test.Metastore, 1);
        await server.PauseAsync();

        var reading = await Assert.ThrowsAsync<SyncException>(() => CountAsync(test.Metastore));
        var opening = await Assert.ThrowsAsync<SyncException>(() => CountAsync(test.Metastore));
        await server.ResumeAsync();

        Assert.Equal(SyncError.MetastoreUnavailable, reading.Error);
        Assert.Equal(SyncError.MetastoreUnavailable, opening.Error);
        Assert.Equal(0, await CountAsync(test.Metastore));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Health_StoppedFrozenAndBack_IsTold()
    {
        var server = await own.GetRunningAsync();
        await using var test = await TestMetastore.CreateAsync(await server.CreateDatabaseAsync());
        var health = new MetastoreHealth(
            test.Metastore,
            TestMetastore.CreateMigrator(test.Metastore),
            TestMetastore.CreateOptions("Host=unused", options => options.HealthTimeout = TimeSpan.FromMilliseconds(300)),
            TimeProvider.System);

        Assert.Equal(MetastoreState.Healthy, (await health.CheckAsync(default)).State);
        await server.PauseAsync();
        var frozen = await health.CheckAsync(default);
        await server.ResumeAsync();
        await server.StopAsync();
        var stopped = await health.CheckAsync(default);
        await server.StartAsync();

        Assert.Equal((MetastoreState.Unavailable, (int?)null), (frozen.State, frozen.SchemaLevel));
        Assert.Equal((MetastoreState.Unavailable, (int?)null), (stopped.State, stopped.SchemaLevel));
        Assert.Equal(MetastoreState.Healthy, (await health.CheckAsync(default)).State);
    }

    private static async Task FillPoolAsync(MetastoreDatabase metastore, int count)
    {
        using var all = new CountdownEvent(count);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => metastore.ReadAsync(
            async (_, stop) =>
            {
                all.Signal();
                await Task.Run(() => all.Wait(stop), stop);
                return true;
            },
            default)));
    }

    private static Task<long> CountAsync(MetastoreDatabase metastore) =>
        metastore.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand("select count(*) from orleanssync.membership_versions", connection);
                return Assert.IsType<long>(await command.ExecuteScalarAsync(stop));
            },
            default);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
