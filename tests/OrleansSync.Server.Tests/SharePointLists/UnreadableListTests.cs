using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SharePointLists;

/// <summary>A list that cannot be read is not a list that is gone.</summary>
public sealed class UnreadableListTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.
    private V1.SharePointList list = null!;

    public async Task InitializeAsync()
    {
        world = await CatalogWorld.OpenAsync();
        await world.ExecuteAsync("create table orders (id integer primary key, name varchar(80))");
        list = (await world.Lists.ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = world.Site.Id,
            DisplayName = "Orders",
            DatabaseId = world.Database.Id,
            Table = new V1.TableReference { Schema = "public", Table = "orders" },
        })).SharepointList;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresTheory]
    [InlineData(403, "accessDenied", StatusCode.FailedPrecondition)]
    [InlineData(404, "itemNotFound", StatusCode.FailedPrecondition)]
    [InlineData(503, "serviceNotAvailable", StatusCode.ResourceExhausted)]
    [InlineData(500, "generalException", StatusCode.Unavailable)]
    public async Task Refresh_ListThatCannotBeRead_StaysAsItIs(int status, string code, StatusCode expected)
    {
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = status, Code = code, Method = "GET", PathContains = list.ListGuid, Times = 1_000 });

        var refusal = await Refusal.OfAsync(async () => await world.Lists.RefreshSharePointListAsync(new V1.RefreshSharePointListRequest { Id = list.Id }));

        Assert.Equal(expected, refusal.Code);
        Assert.Equal(list, await world.Lists.GetSharePointListAsync(new V1.GetSharePointListRequest { Id = list.Id }));
        Assert.Equal(list, Assert.Single((await world.Lists.ListSharePointListsAsync(new V1.ListSharePointListsRequest { SiteId = world.Site.Id })).SharepointLists));
    }

    [PostgresFact]
    public async Task Search_ListThatTheSiteDoesNotShow_StaysDeclared()
    {
        using var person = new HttpClient { BaseAddress = new Uri(world.Tenant.Address, "_emulator/graph/v1.0/") };
        (await person.DeleteAsync(new Uri($"sites/{world.Site.GraphId}/lists/{list.ListGuid}", UriKind.Relative))).EnsureSuccessStatusCode();

        var found = await world.Lists.SearchSharePointListsAsync(new V1.SearchSharePointListsRequest { SiteId = world.Site.Id });
        var refusal = await Refusal.OfAsync(async () => await world.Lists.RefreshSharePointListAsync(new V1.RefreshSharePointListRequest { Id = list.Id }));

        Assert.DoesNotContain(found.Lists, one => one.ListGuid == list.ListGuid);
        Assert.Equal("LIST_GONE", refusal.Reason);
        Assert.Equal(list, await world.Lists.GetSharePointListAsync(new V1.GetSharePointListRequest { Id = list.Id }));
    }
}
