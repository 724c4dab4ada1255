using OrleansSync.Emulator.Faults;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SharePointConnections;

public sealed class ConnectionTestTests : IAsyncLifetime
{
    private const string Site = "https://contoso.sharepoint.com/sites/Team";
    private CatalogWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Test_AppThatMayEverything_AllowsEachFeature()
    {
        var test = await TestAsync(Site);

        Assert.Equal(4, test.Steps.Count);
        Assert.All(test.Steps, step => Assert.Empty(step.Problem));
        Assert.All(test.Features, feature => Assert.True(feature.Allowed, feature.Name));
        Assert.NotEmpty(test.Facts);
    }

    [PostgresFact]
    public async Task Test_AppThatMayOnlyRead_SaysWhatPushAndProvisioningNeed()
    {
        Grant("Sites.Read.All");

        var test = await TestAsync(Site);

        Assert.Contains("the role write", test.Steps[^1].Problem, StringComparison.Ordinal);
        Assert.Equal(["true", "true", "unknown", "false"], States(test));
        Assert.Contains(test.Features, feature => feature is { Name: "Make lists and columns", Permission: var least } && least.Contains("Sites.Selected", StringComparison.Ordinal) && least.Contains("manage or owner", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Test_AppThatMayNothing_SaysWhatToGrant()
    {
        Grant();

        var test = await TestAsync(Site);

        Assert.Equal("", test.Steps[0].Problem);
        Assert.Contains("Sites.Selected", test.Steps[^1].Problem, StringComparison.Ordinal);
        Assert.Equal(["false", "false", "false", "false"], States(test));
    }

    [PostgresFact]
    public async Task Test_AppOfOneSite_MayNotSearchAndDoesTheRest()
    {
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 403, Code = "accessDenied", Method = "GET", PathContains = "/sites", Times = 1 });

        var test = await TestAsync(Site);

        Assert.Equal(["false", "true", "true", "true"], States(test));
        Assert.All(test.Steps, step => Assert.Empty(step.Problem));
    }

    [PostgresFact]
    public async Task Test_WrongSecret_EndsAtTheSignIn()
    {
        // Two versions are kept, so two wrong ones leave none that is right. The token from before is still good, and no proof.
        for (var version = 1; version <= 2; version++)
        {
            await world.Connections.UpdateSharePointConnectionAsync(new V1.UpdateSharePointConnectionRequest { SharepointConnection = new V1.SharePointConnection { Id = world.Connection.Id, Secret = $"wrong secret 3k {version}" } });
        }

        var test = await TestAsync("");

        var step = Assert.Single(test.Steps);
        Assert.Equal("Sign in", step.Name);
        Assert.NotEmpty(step.Problem);
        Assert.DoesNotContain("wrong secret 3k", test.ToString(), StringComparison.Ordinal);
        Assert.Equal(["unknown", "unknown", "unknown", "unknown"], States(test));
    }

    [PostgresFact]
    public async Task Test_SiteThatIsNotThereOrElsewhere_IsSaid()
    {
        var nowhere = await TestAsync("https://contoso.sharepoint.com/sites/Nowhere");
        var elsewhere = await Refusal.OfAsync(() => TestAsync("https://evil.example.com/sites/Team"));

        Assert.Contains("no such site", nowhere.Steps[^1].Problem, StringComparison.Ordinal);
        Assert.Equal("site_url", Assert.Single(elsewhere.Fields).Field);
    }

    private static IEnumerable<string> States(V1.TestSharePointConnectionResponse test) => test.Features.Select(feature => !feature.HasAllowed ? "unknown" : feature.Allowed ? "true" : "false");

    private void Grant(params string[] roles)
    {
        world.Tenant.Options.Roles = roles;
        world.Tenant.ExpireAccessTokens();
    }

    private async Task<V1.TestSharePointConnectionResponse> TestAsync(string site) =>
        await world.Connections.TestSharePointConnectionAsync(new V1.TestSharePointConnectionRequest { Id = world.Connection.Id, SiteUrl = site });
}
