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
}
