using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>What is repeated and what is not, on sessions that PostgreSQL or the network ends.</summary>
public sealed class MetastoreDatabaseTests : IAsyncLifetime
{
    private TestMetastore _metastore = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        await _metastore.ExecuteAsync("create table public.notes (id integer primary key, attempt integer not null)");
    }

    public async Task DisposeAsync() => await _metastore.DisposeAsync();

    [PostgresFact]
    public async Task Read_SessionEndedInTheMiddle_IsRepeated()
    {
        var attempts = 0;

        var answer = await _metastore.Metastore.ReadAsync(
            async (connection, stop) =>
            {
                if (++attempts == 1)
                {
                    await EndSessionAsync(connection);
                }

                return await ScalarAsync(connection, "select 42", stop);
            },
            default);

        Assert.Equal((42, 2), (answer, attempts));
    }

    [PostgresFact]
    public async Task Change_SessionEndedBetweenStatements_IsRepeatedAsAWhole()
    {
        var attempts = 0;

        await _metastore.Metastore.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                attempts++;
                await ExecuteAsync(connection, $"insert into public.notes values (1, {attempts})", stop);
                if (attempts == 1)
                {
                    await EndSessionAsync(connection);
                }

                await ExecuteAsync(connection, $"insert into public.notes values (2, {attempts})", stop);
                return Verdict.Commit(true);
            },
            default);

        Assert.Equal(["1 2", "2 2"], await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_RollBackVerdict_GivesTheResultAndKeepsNothing()
    {
        var result = await _metastore.Metastore.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "insert into public.notes values (1, 1)", stop);
                return Verdict.RollBack("seen");
            },
            default);

        Assert.Equal("seen", result);
        Assert.Empty(await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_WorkThrows_PassesThroughAndKeepsNothing()
    {
        var attempts = 0;

        var thrown = await Assert.ThrowsAsync<SyncException>(() => _metastore.Metastore.ChangeAsync<bool>(
            Repeat.Always,
            async (connection, stop) =>
            {
                attempts++;
                await ExecuteAsync(connection, "insert into public.notes values (1, 1)", stop);
                throw SyncException.RequestIdReused();
            },
            default));

        Assert.Equal((SyncError.RequestIdReused, 1), (thrown.Error, attempts));
        Assert.Empty(await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_NeverRepeatAndSessionEnded_IsNotRunAgain()
    {
        var attempts = 0;

        var thrown = await Assert.ThrowsAsync<SyncException>(() => _metastore.Metastore.ChangeAsync(
            Repeat.Never,
            async (connection, stop) =>
            {
                attempts++;
                await EndSessionAsync(connection);
                await ExecuteAsync(connection, "select 1", stop);
                return Verdict.Commit(true);
            },
            default));

        Assert.Equal((SyncError.MetastoreUnavailable, 1), (thrown.Error, attempts));
    }

    [PostgresFact]
    public async Task Change_Deadlock_VictimIsRepeated()
    {
        await _metastore.ExecuteAsync("insert into public.notes values (1, 0), (2, 0)");
        using var bothHoldOne = new Barrier(2);
        var attempts = 0;

        async Task LockBothAsync(int first, int second) =>
            await _metastore.Metastore.ChangeAsync(
                Repeat.UnlessCommitted,
                async (connection, stop) =>
                {
                    var isFirstAttempt = Interlocked.Increment(ref attempts) <= 2;
                    await ExecuteAsync(connection, "set local deadlock_timeout = '50ms'", stop);
                    await ExecuteAsync(connection, $"update public.notes set attempt = attempt + 1 where id = {first}", stop);
                    if (isFirstAttempt)
                    {
                        await Task.Run(() => bothHoldOne.SignalAndWait(stop), stop);
                    }

                    await ExecuteAsync(connection, $"update public.notes set attempt = attempt + 1 where id = {second}", stop);
                    return Verdict.Commit(true);
                },
                default);

        await Task.WhenAll(LockBothAsync(1, 2), LockBothAsync(2, 1));

        Assert.Equal(["1 2", "2 2"], await NotesAsync());
        Assert.Equal(3, attempts);
    }

    [PostgresFact]
    public async Task Change_CommitLostBeforeItArrived_IsReportedNotRepeated()
    {
        await using var proxy = CreateProxy(out var throughProxy);
        await using var metastore = TestMetastore.Connect(throughProxy);
        proxy.Lose(LossyProxy.Loss.Commit, times: 1);

        var lost = await Assert.ThrowsAsync<SyncException>(() => InsertAsync(metastore, Repeat.UnlessCommitted));

        Assert.Equal(SyncError.MetastoreUnavailable, lost.Error);
        Assert.Contains("read before you repeat it", lost.Message, StringComparison.Ordinal);
        Assert.NotNull(lost.RetryAfter);
        Assert.Empty(await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_CommitAnswerLost_IsReportedNotRepeated()
    {
        await using var proxy = CreateProxy(out var throughProxy);
        await using var metastore = TestMetastore.Connect(throughProxy);
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);

        var lost = await Assert.ThrowsAsync<SyncException>(() => InsertAsync(metastore, Repeat.UnlessCommitted));

        Assert.Contains("read before you repeat it", lost.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1"], await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_AlwaysRepeatAndCommitAnswerLost_IsRunAgain()
    {
        await using var proxy = CreateProxy(out var throughProxy);
        await using var metastore = TestMetastore.Connect(throughProxy);
        proxy.Lose(LossyProxy.Loss.Answer, times: 2);

        await InsertAsync(metastore, Repeat.Always);

        Assert.Equal(2, proxy.LostCommits);
        Assert.Equal(["1 1"], await NotesAsync());
    }

    [PostgresFact]
    public async Task Change_UniqueViolation_ReachesTheCaller()
    {
        await _metastore.ExecuteAsync("insert into public.notes values (1, 0)");

        var violation = await Assert.ThrowsAsync<PostgresException>(() => _metastore.Metastore.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "insert into public.notes values (1, 1)", stop);
                return Verdict.Commit(true);
            },
            default));

        Assert.Equal(("notes_pkey", null), (violation.ConstraintName, violation.Detail is { } detail && detail.Contains("(1)", StringComparison.Ordinal) ? detail : null));
    }

    [PostgresFact]
    public async Task Read_CancelledDuringAStatement_IsCancelledAtOnce()
    {
        using var cancellation = new CancellationTokenSource();

        var reading = _metastore.Metastore.ReadAsync(
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "select 1", stop);
                var sleeping = ExecuteAsync(connection, "select pg_sleep(60)", stop);
                await cancellation.CancelAsync();
                await sleeping;
                return true;
            },
            cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [PostgresFact]
    public async Task Read_CancelledDuringADelay_IsCancelledAtOnce()
    {
        using var cancellation = new CancellationTokenSource();
        await using var metastore = TestMetastore.Connect(_metastore.ConnectionString, options =>
        {
            options.RetryTotal = TimeSpan.FromMinutes(5);
            options.RetryDelayFirst = options.RetryDelayMax = TimeSpan.FromSeconds(10);
        });

        var reading = metastore.ReadAsync(
            async (connection, stop) =>
            {
                await EndSessionAsync(connection);
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(50));
                return await ScalarAsync(connection, "select 1", default);
            },
            cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [PostgresFact]
    public async Task Read_StatementTimeoutOfTheServer_IsReportedAsBusy()
    {
        await using var metastore = TestMetastore.Connect(_metastore.ConnectionString, options => options.RetryTotal = TimeSpan.FromMilliseconds(100));

        var busy = await Assert.ThrowsAsync<SyncException>(() => metastore.ReadAsync(
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "set statement_timeout = '20ms'", stop);
                await ExecuteAsync(connection, "select pg_sleep(60)", stop);
                return true;
            },
            default));

        Assert.Equal(SyncError.MetastoreUnavailable, busy.Error);
        Assert.Contains("57014", busy.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Read_TableIsGone_SchemaIncompatible()
    {
        var missing = await Assert.ThrowsAsync<SyncException>(() => _metastore.Metastore.ReadAsync(
            (connection, stop) => ScalarAsync(connection, "select 1 from orleanssync.no_such_table", stop), default));

        Assert.Equal(SyncError.SchemaIncompatible, missing.Error);
    }

    private LossyProxy CreateProxy(out string connectionString)
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        var proxy = new LossyProxy(direct.Port);
        connectionString = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString;
        return proxy;
    }

    private static Task<bool> InsertAsync(MetastoreDatabase metastore, Repeat repeat) =>
        metastore.ChangeAsync(
            repeat,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, "insert into public.notes values (1, 1) on conflict do nothing", stop);
                return Verdict.Commit(true);
            },
            default);

    /// <summary>Ends the session of <paramref name="connection"/> from another one, and waits until it is gone.</summary>
    private async Task EndSessionAsync(NpgsqlConnection connection)
    {
        // Waits up to 10 s for the backend to be gone.
        Assert.True(await _metastore.ScalarAsync<bool>($"select pg_terminate_backend({connection.ProcessID}, 10000)"));
    }

    private async Task<string[]> NotesAsync()
    {
        await using var command = _metastore.DataSource.CreateCommand("select coalesce(array_agg(id || ' ' || attempt order by id), '{}') from public.notes");
        return Assert.IsType<string[]>(await command.ExecuteScalarAsync());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Assert.IsType<int>(await command.ExecuteScalarAsync(cancellationToken));
    }
}
