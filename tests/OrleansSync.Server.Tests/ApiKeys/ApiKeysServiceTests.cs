using Grpc.Core;

namespace OrleansSync.Server.Tests.ApiKeys;

public sealed class ApiKeysServiceTests : IAsyncLifetime
{
    private TestServer server = null!;

    public async Task InitializeAsync() => server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Create_WrongFields_NamesThemAll()
    {
        var refusal = await Refusal.OfAsync(() => server.Keys.CreateApiKeyAsync(new V1.CreateApiKeyRequest { ApiKey = new V1.ApiKey() }).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(["api_key.name", "api_key.role"], refusal.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task Create_NameInUse_IsTakenUntilThatKeyIsRevoked()
    {
        var first = await CreateAsync("pipeline");

        Assert.Equal("NAME_TAKEN", (await Refusal.OfAsync(() => CreateAsync("PIPELINE"))).Reason);
        await server.Keys.RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Id = first.ApiKey.Id });
        await CreateAsync("Pipeline");
    }

    [Fact]
    public async Task List_SmallPages_ShowsEveryKeyOnceAndNoSecret()
    {
        var created = new List<string> { (await server.Keys.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest())).Id };
        for (var number = 0; number < 4; number++)
        {
            created.Add((await CreateAsync($"key {number}")).ApiKey.Id);
        }

        var (listed, token) = (new List<string>(), "");
        do
        {
            var page = await server.Keys.ListApiKeysAsync(new V1.ListApiKeysRequest { PageSize = 2, PageToken = token });
            listed.AddRange(page.ApiKeys.Select(key => key.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(created, listed);
    }

    [Fact]
    public async Task Revoke_TheLastAdminKey_IsRefused()
    {
        var id = (await server.Keys.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest())).Id;

        var refusal = await Refusal.OfAsync(() => server.Keys.RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Id = id }).ResponseAsync);

        Assert.Equal((StatusCode.FailedPrecondition, "LAST_ADMIN_KEY"), (refusal.Code, refusal.Reason));
        await server.Keys.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest());
    }

    [Fact]
    public async Task Revoke_UnknownKey_IsNotFound() => Assert.Equal(
        StatusCode.NotFound,
        (await Refusal.OfAsync(() => server.Keys.RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Id = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d" }).ResponseAsync)).Code);

    private Task<V1.CreateApiKeyResponse> CreateAsync(string name) => server.Keys
        .CreateApiKeyAsync(new V1.CreateApiKeyRequest { ApiKey = new V1.ApiKey { Name = name, Role = V1.ApiKeyRole.Viewer } }).ResponseAsync;
}
