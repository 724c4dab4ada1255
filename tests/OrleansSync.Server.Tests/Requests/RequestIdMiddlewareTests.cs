using Grpc.Core;
using OrleansSync.Server.Tests.SyncDefinitions;

namespace OrleansSync.Server.Tests.Requests;

[Collection(SharedServerTests.Name)]
public sealed class RequestIdMiddlewareTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Call_WithAnId_HasItInTheAnswerAndTheLog()
    {
        var id = "deploy-" + Path.GetRandomFileName();

        using var call = server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = Definitions.New() }, new Metadata { { "x-request-id", id } });
        await call;

        Assert.Equal(id, (await call.ResponseHeadersAsync).GetValue("x-request-id"));
        Assert.Contains(server.Logs.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("was created", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("{\"forged\":true}")]
    public async Task Call_WithAnUnusableId_GetsANewOne(string given)
    {
        using var call = server.Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest(), new Metadata { { "x-request-id", given } });
        await call;

        Assert.Matches("^[0-9a-f]{32}$", (await call.ResponseHeadersAsync).GetValue("x-request-id"));
    }
}
