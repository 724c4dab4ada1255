using OrleansSync.PowerShell.ApiKeys;
using OrleansSync.PowerShell.Sessions;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Sessions;

[Collection(LiveTests.Name)]
public sealed class ConnectTests(LiveWorld world)
{
    [PostgresFact]
    public void Connect_KeyFileOfThisMachine_EmitsASessionWithTheRole()
    {
        var result = Connect(new { Address = $"{world.Address}", world.KeyFile });

        using var session = result.Single<OSyncSession>();
        Assert.Equal(OSyncRole.Admin, session.Role);
        Assert.Equal(world.Address, session.Address);
        Assert.DoesNotContain(File.ReadAllText(world.KeyFile).Trim(), session.ToString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Connect_WrongKey_IsAnAuthenticationErrorWithoutTheKey()
    {
        const string key = "0199f3a2-7c1b-7d6e-9a55-3f0c5a1d2e4f.nobody";
        var error = Connect(new { Address = $"{world.Address}", Key = LiveWorld.Secure(key) }).Terminated;

        Assert.NotNull(error);
        Assert.Equal(System.Management.Automation.ErrorCategory.AuthenticationError, error.Category);
        Assert.Contains("Connect-OSync", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Connect_NobodyListens_SaysSoAndNamesTheAddress()
    {
        var error = Connect(new { Address = $"http://127.0.0.1:{OrleansSync.Testing.Server.FreePort.Find()}", world.KeyFile }).Terminated;

        Assert.NotNull(error);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceUnavailable, error.Category);
        Assert.Contains("127.0.0.1", error.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_PlainHttpToAnotherMachine_IsRefusedBeforeTheKeyIsSent()
    {
        var error = Assert.Single(Connect(new { Address = "http://sync.contoso.com:7443" }).Errors);

        Assert.Equal("BadArgument", error.Id);
        Assert.Contains("https", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_NoKeyAnywhere_NamesTheParametersThatGiveOne()
    {
        var error = Connect(new { Address = "https://localhost:7443" }).Terminated;

        Assert.Equal("NoKey", error?.Id);
        Assert.Contains("-KeyFile", error?.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_NoSession_SaysHowToOpenOne()
    {
        var error = Cmdlets.Run<Applications.GetOSyncApplicationCommand>(session: null).Terminated;

        Assert.Equal("NotConnected", error?.Id);
        Assert.Contains("Connect-OSync", error?.RecommendedAction, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Disconnect_LaterCmdlet_FindsNoSession()
    {
        var session = await world.Opener.OpenAsync(new SessionRequest { Address = $"{world.Address}", KeyFile = world.KeyFile }, CancellationToken.None);
        Cmdlets.Run<DisconnectOSyncCommand>(session);

        Assert.Equal("NotConnected", Cmdlets.Run<Applications.GetOSyncApplicationCommand>(session).Terminated?.Id);
    }

    private CommandResult Connect(object parameters) =>
        Cmdlets.On<ConnectOSyncCommand>(parameters, (result, bound) => new TestHost(result, bound), command => command.Opener = world.Opener);
}
