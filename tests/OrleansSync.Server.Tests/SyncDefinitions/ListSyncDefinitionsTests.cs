using Grpc.Core;

namespace OrleansSync.Server.Tests.SyncDefinitions;

[Collection(SharedServerTests.Name)]
public sealed class ListSyncDefinitionsTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task List_SmallPages_ShowEveryDefinitionOnceInOrderOfCreation()
    {
        var (mark, ids) = (Path.GetRandomFileName(), new List<string>());
        for (var number = 0; number < 7; number++)
        {
            ids.Add((await server.CreateAsync(Definitions.New($"{mark} {number}"))).Id);
        }

        var (listed, pages, token) = (new List<string>(), 0, "");
        do
        {
            var page = await ListAsync($"name : \"{mark}\"", pageSize: 3, token);
            Assert.InRange(page.SyncDefinitions.Count, 1, 3);
            listed.AddRange(page.SyncDefinitions.Select(definition => definition.Id));
            token = page.NextPageToken;
            pages++;
        }
        while (token.Length > 0);

        Assert.Equal(ids, listed);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task List_FilterOnTheDirection_ShowsThoseOnly()
    {
        var mark = Path.GetRandomFileName();
        var pull = Definitions.New($"{mark} pull");
        pull.Direction = V1.SyncDirection.Pull;
        await server.CreateAsync(Definitions.New($"{mark} push"));
        await server.CreateAsync(pull);

        var page = await ListAsync($"name : \"{mark}\" AND direction = PULL");

        Assert.Equal($"{mark} pull", Assert.Single(page.SyncDefinitions).Name);
    }

    [Fact]
    public async Task List_NothingFits_IsEmptyWithoutAToken()
    {
        var page = await ListAsync("name = \"there is no such name\"");

        Assert.Empty(page.SyncDefinitions);
        Assert.Equal("", page.NextPageToken);
    }

    [Theory]
    [InlineData("colour = red", 0, "", "filter")]
    [InlineData("", -1, "", "page_size")]
    [InlineData("", 0, "not a token", "page_token")]
    [InlineData("", 0, "AAAA", "page_token")]
    public async Task List_WrongRequest_NamesTheField(string filter, int pageSize, string token, string field)
    {
        var refusal = await Refusal.OfAsync(() => ListAsync(filter, pageSize, token));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public async Task List_TokenOfAnotherFilter_IsRefused()
    {
        await server.CreateAsync(Definitions.New());
        await server.CreateAsync(Definitions.New());
        var token = (await ListAsync("", pageSize: 1)).NextPageToken;
        Assert.NotEqual("", token);

        Assert.Equal("page_token", Assert.Single((await Refusal.OfAsync(() => ListAsync("direction = PUSH", 1, token))).Fields).Field);
    }

    private Task<V1.ListSyncDefinitionsResponse> ListAsync(string filter, int pageSize = 0, string token = "") => server.Definitions
        .ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest { Filter = filter, PageSize = pageSize, PageToken = token }).ResponseAsync;
}
