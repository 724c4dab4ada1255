using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Persons;

namespace OrleansSync.SharePoint.Tests.Persons;

public sealed class PersonDirectoryTests : IAsyncLifetime
{
    private EmulatedTenant tenant = null!; // Set before each test.
    private PersonDirectory people = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        tenant = await EmulatedTenant.StartAsync();
        people = new(new SetupCalls(tenant.Client()), tenant.Options, new PersonCache(tenant.Options, tenant.Clock));
    }

    public async Task DisposeAsync() => await tenant.DisposeAsync();

    [Fact]
    public async Task Find_KnownUnknownAndDoubledAddresses_GivesTheKnownWithoutRegardToCase()
    {
        var (ada, oscar) = (Add("Ada", "ada@contoso.example"), Add("Oscar", "o'hara@contoso.example"));
        tenant.Host.EnsurePerson("/sites/Team", "Twin", "twin@contoso.example");
        await tenant.AsPersonAsync("POST", $"sites/{tenant.SiteId}/lists/User%20Information%20List/items", """{"fields":{"Title":"Other twin","EMail":"TWIN@contoso.example"}}""");

        var found = await FindAsync("ADA@contoso.example", "o'hara@contoso.example", "nobody@contoso.example", "twin@contoso.example", "");

        Assert.Equal(new Dictionary<string, int> { ["ADA@contoso.example"] = ada, ["o'hara@contoso.example"] = oscar }, found);
    }

    [Fact]
    public async Task Find_Again_AsksOnlyWhenItIsOld()
    {
        var ada = Add("Ada", "ada@contoso.example");
        await FindAsync("ada@contoso.example", "new@contoso.example");
        var (before, later) = (Asked, Add("New", "new@contoso.example"));

        Assert.Equal(ada, Assert.Single(await FindAsync("ada@contoso.example", "new@contoso.example")).Value);
        Assert.Equal(before, Asked);
        tenant.Clock.Advance(tenant.Options.PersonUnknownKeepFor);
        Assert.Equal([ada, later], (await FindAsync("ada@contoso.example", "new@contoso.example")).Values.Order());
        Assert.Equal(before + 1, Asked);
        tenant.Clock.Advance(tenant.Options.PersonKeepFor);
        await FindAsync("ada@contoso.example");
        Assert.Equal(before + 2, Asked);
    }

    [Fact]
    public async Task Find_ManyAddresses_AsksForAChunkAtATimeAndKeepsNoMoreThanTheLimit()
    {
        (tenant.Options.PersonsMax, tenant.Options.KeysOfLookupMax) = (100, 15);
        var addresses = Enumerable.Range(0, 240).Select(number => $"person{number}@contoso.example").ToArray();
        var ids = addresses[..30].Select((address, number) => Add($"Person {number}", address)).ToList();

        Assert.Equal(ids.Order(), (await FindAsync(addresses[..30])).Values.Order());
        Assert.Equal(2, Asked);
        Assert.Equal(ids.Order(), (await FindAsync(addresses)).Values.Order()); // More than are kept.
        Assert.Equal(2 + 14, Asked);
        Assert.Equal(ids[0], (await FindAsync(addresses[0]))[addresses[0]]); // Forgotten or not, it is found.
    }

    [Fact]
    public async Task Find_TheListCannotBeReadNow_SaysSoAndKeepsNothing()
    {
        var ada = Add("Ada", "ada@contoso.example");
        tenant.Host.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 503, RetryAfter = 9, Operation = OperationKind.ItemQuery });

        Assert.Equal(SyncError.SharePointThrottled, (await Assert.ThrowsAsync<SyncException>(() => FindAsync("ada@contoso.example"))).Error);
        tenant.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(ada, (await FindAsync("ada@contoso.example"))["ada@contoso.example"]);
    }

    private long Asked => tenant.Host.Counters.Requests.GetValueOrDefault(OperationKind.ItemQuery);

    private int Add(string name, string address) => tenant.Host.EnsurePerson("/sites/Team", name, address);

    private async Task<IReadOnlyDictionary<string, int>> FindAsync(params string[] addresses) => await people.FindAsync(tenant.SiteId, addresses, default);
}
