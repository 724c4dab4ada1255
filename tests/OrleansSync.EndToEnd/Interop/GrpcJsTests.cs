using System.Text.Json;

namespace OrleansSync.EndToEnd.Interop;

public sealed class GrpcJsTests
{
    [NodeFact]
    public async Task Calls_OfAnIndependentClient_GetWhatTheContractSays()
    {
        await using var setup = await ServerSetup.CreateAsync();
        await using var server = await setup.StartAsync();

        var output = await Node.RunAsync("client.cjs", server.Address.Authority, await setup.ReadKeyAsync(), Path.Combine(Node.Root, "protos"));

        using var seen = JsonDocument.Parse(output);
        var (created, read) = (seen.RootElement.GetProperty("created"), seen.RootElement.GetProperty("read"));
        Assert.Equal("Bestellungen – 注文", created.GetProperty("name").GetString());
        Assert.Equal("SYNC_DIRECTION_TWO_WAY", created.GetProperty("direction").GetString());
        Assert.Equal(created.GetRawText(), read.GetRawText());
        Assert.Equal(1, seen.RootElement.GetProperty("listed").GetProperty("sync_definitions").GetArrayLength());
        AssertRefused("taken", "ALREADY_EXISTS");
        AssertRefused("anonymous", "UNAUTHENTICATED");

        void AssertRefused(string call, string code)
        {
            Assert.Equal(code, seen.RootElement.GetProperty(call).GetProperty("code").GetString());
            Assert.Equal(1, seen.RootElement.GetProperty(call).GetProperty("rich").GetInt32());
        }
    }
}
