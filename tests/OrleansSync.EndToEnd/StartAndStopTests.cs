using Npgsql;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd;

public sealed class StartAndStopTests
{
    [PostgresFact]
    public async Task SigTerm_WhileItServes_StopsGracefullyWithExitCodeZero()
    {
        await using var setup = await ServerSetup.CreateAsync();
        await using var server = await setup.StartAsync();
        var (channel, caller) = await setup.ConnectAsync(server);
        using (channel)
        {
            await new V1.SyncDefinitions.SyncDefinitionsClient(caller).ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest());

            Assert.Equal(0, await server.StopAsync(CancellationToken.None));
        }

        Assert.DoesNotContain("\"LogLevel\":\"Error\"", server.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task SigTerm_WhileACallIsUnderWay_AnswersItBeforeItStops()
    {
        await using var setup = await ServerSetup.CreateAsync();
        await using var server = await setup.StartAsync();
        var (channel, caller) = await setup.ConnectAsync(server);
        using (channel)
        {
            await using var holder = new NpgsqlConnection(setup.ConnectionString);
            await holder.OpenAsync();
            await using var held = await holder.BeginTransactionAsync();
            await ExecuteAsync(holder, "lock table orleanssync.sync_definitions in access exclusive mode");
            var call = new V1.SyncDefinitions.SyncDefinitionsClient(caller).ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest()).ResponseAsync;
            // The server itself looks for definitions that are due (the lateral join), and waits for the lock as well.
            const string Waiters = """
                select count(*) from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
                where not l.granted and l.relation = 'orleanssync.sync_definitions'::regclass and a.query not like '%lateral%'
                """;
            while (await ExecuteAsync(holder, Waiters) is 0L)
            {
                Assert.False(call.IsCompleted, "The call ended although the table is locked.");
            }

            var stopped = server.StopAsync(CancellationToken.None);
            while (!server.Output.Contains("Application is shutting down", StringComparison.Ordinal))
            {
                Assert.False(stopped.IsCompleted, "The server stopped while a call was under way.");
                await Task.Yield();
            }

            await held.CommitAsync();

            Assert.Empty((await call).SyncDefinitions);
            Assert.Equal(0, await stopped);
        }
    }

    [PostgresFact]
    public async Task Start_PortThatIsTaken_SaysSoAndEndsWithExitCodeOne()
    {
        await using var setup = await ServerSetup.CreateAsync();
        await using var server = await setup.StartAsync();

        var (exitCode, output) = await ServerProcess.RunToEndAsync(
            ServerProcess.FindProgram(), [.. setup.Settings(), "--Silo:Port", $"{FreePort.Find()}", "--Server:Listen", $"{server.Address}"], CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("The server cannot start", output, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("--Server:Listen", "http://0.0.0.0:0", "loopback only")]
    [InlineData("--Metastore:ConnectionString", "", "Metastore:ConnectionString")]
    [InlineData("--Server:ShutdownTimeout", "00:00:00", "ShutdownTimeout")]
    [InlineData("--Silo:AdvertisedAddress", "here", "Silo:AdvertisedAddress")]
    public async Task Start_WrongSetting_NamesItAndEndsWithExitCodeOne(string setting, string value, string expected)
    {
        await using var setup = await ServerSetup.CreateAsync();

        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerProcess.FindProgram(), [.. setup.Settings(), setting, value], CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("The server cannot start", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at OrleansSync", output, StringComparison.Ordinal);
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
