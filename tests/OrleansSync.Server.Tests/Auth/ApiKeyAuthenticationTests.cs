using Grpc.Core;
using OrleansSync.Server.Tests.SyncDefinitions;

namespace OrleansSync.Server.Tests.Auth;

[Collection(SharedServerTests.Name)]
public sealed class ApiKeyAuthenticationTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Call_WithoutKey_IsUnauthenticatedAndChangesNothing()
    {
        var wanted = Definitions.New();

        var refusal = await Refusal.OfAsync(() => CreateAsync(server.Anonymous, wanted));

        Assert.Equal((StatusCode.Unauthenticated, "API_KEY_INVALID"), (refusal.Code, refusal.Reason));
        Assert.Contains("authorization: Bearer", refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual("", refusal.RequestId);
        Assert.Equal(0, await server.CountAsync(wanted.Name));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("osync_")]
    [InlineData("osync_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("osync_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("osync_zz000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Call_KeyThatIsNone_IsUnauthenticated(string key) =>
        Assert.Equal(StatusCode.Unauthenticated, (await Refusal.OfAsync(() => CreateAsync(server.With(key), Definitions.New()))).Code);

    [Fact]
    public async Task Call_WrongSecretOfAKnownKey_GetsTheSameAnswerAsAnUnknownKey()
    {
        var known = server.AdminKey[..^4] + "AAAA";
        const string Unknown = "osync_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        var (one, two) = (await Refusal.OfAsync(() => CreateAsync(server.With(known), Definitions.New())), await Refusal.OfAsync(() => CreateAsync(server.With(Unknown), Definitions.New())));

        Assert.Equal((one.Code, one.Message, one.Reason), (two.Code, two.Message, two.Reason));
        Assert.Equal(StatusCode.Unauthenticated, one.Code);
    }

    [Fact]
    public async Task Call_ViewerKey_ReadsAndIsRefusedAChange()
    {
        var viewer = server.With(await server.CreateKeyAsync(V1.ApiKeyRole.Viewer));
        var created = await server.CreateAsync(Definitions.New());
        var wanted = Definitions.New();

        Assert.Equal(created, await new V1.SyncDefinitions.SyncDefinitionsClient(viewer).GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = created.Id }));
        var refusal = await Refusal.OfAsync(() => CreateAsync(viewer, wanted));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_INSUFFICIENT"), (refusal.Code, refusal.Reason));
        Assert.Contains("operator", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await server.CountAsync(wanted.Name));
    }

    [Fact]
    public async Task Call_OperatorKey_ChangesDefinitionsAndIsRefusedKeys()
    {
        var operatorKey = server.With(await server.CreateKeyAsync(V1.ApiKeyRole.Operator));

        await CreateAsync(operatorKey, Definitions.New());
        var refusal = await Refusal.OfAsync(() => new V1.ApiKeys.ApiKeysClient(operatorKey).ListApiKeysAsync(new V1.ListApiKeysRequest()).ResponseAsync);

        Assert.Equal(StatusCode.PermissionDenied, refusal.Code);
    }

    [Fact]
    public async Task Call_RevokedKey_IsRefusedAtOnce()
    {
        var key = await server.CreateKeyAsync(V1.ApiKeyRole.Operator);
        var client = new V1.ApiKeys.ApiKeysClient(server.With(key));
        var current = await client.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest());

        await server.Keys.RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Id = current.Id });

        Assert.Equal(StatusCode.Unauthenticated, (await Refusal.OfAsync(() => client.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest()).ResponseAsync)).Code);
    }

    [Fact]
    public async Task Call_AnyKey_NeverReachesTheLog()
    {
        var key = await server.CreateKeyAsync(V1.ApiKeyRole.Viewer);
        await Refusal.OfAsync(() => CreateAsync(server.With(key), Definitions.New()));
        await Refusal.OfAsync(() => CreateAsync(server.With(key[..^4] + "AAAA"), Definitions.New()));

        Assert.Contains(server.Logs.Lines, line => line.Contains("was refused", StringComparison.Ordinal));
        // osync_, 32 digits, _, and then the secret, which may have underscores of its own.
        foreach (var secret in new[] { key, server.AdminKey }.Select(whole => whole[39..^4]))
        {
            Assert.DoesNotContain(server.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static Task<V1.SyncDefinition> CreateAsync(CallInvoker caller, V1.SyncDefinition definition) => new V1.SyncDefinitions.SyncDefinitionsClient(caller)
        .CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = definition }).ResponseAsync;
}
