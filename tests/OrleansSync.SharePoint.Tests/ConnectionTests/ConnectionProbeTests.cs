using OrleansSync.SharePoint.ConnectionTests;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Lists;

namespace OrleansSync.SharePoint.Tests.ConnectionTests;

public sealed class ConnectionProbeTests
{
    [Fact]
    public async Task Run_AServiceThatDoesWhatIsReliedOn_EveryFactHoldsAndNothingIsLeft()
    {
        await using var tenant = await EmulatedTenant.StartAsync();

        var results = await new ConnectionProbe(new SetupCalls(tenant.Client())).RunAsync(tenant.SiteId, default);

        Assert.Equal(ConnectionProbe.All, results.Select(result => result.Fact));
        Assert.All(results, result => Assert.True(result.Holds, $"{result.Fact.Id} {result.Fact.Fact} Seen: {result.Seen}"));
        Assert.Null(await new ListDirectory(new SetupCalls(tenant.Client())).FindByNameAsync(tenant.SiteId, ConnectionProbe.ListName, default));
    }

    [Fact]
    public async Task Run_AServiceThatDiffers_SaysWhere()
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => (options.Switches.WhitespaceIsEmpty, options.Switches.DeltaErrorRow) = (false, true));

        var results = await new ConnectionProbe(new SetupCalls(tenant.Client())).RunAsync(tenant.SiteId, default);

        Assert.Equal(["A text of white space only is stored as empty.", "A deleted item shows as deleted in the next changes."], results.Where(result => result.Holds != true).Select(result => result.Fact.Fact));
    }
}
