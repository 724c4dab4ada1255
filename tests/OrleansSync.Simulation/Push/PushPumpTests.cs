using OrleansSync.Simulation.Campaigns;
using Xunit.Abstractions;

namespace OrleansSync.Simulation.Push;

public sealed class PushPumpTests(ITestOutputHelper output)
{
    private const int Histories = 20_000;
    private const int HistoriesUntilFound = 2_000;

    public static TheoryData<PushBug> Bugs => new(Enum.GetValues<PushBug>().Where(bug => bug != PushBug.None));

    [Fact]
    public void P1ToP10_OneWayPush_HoldInEveryHistory()
    {
        var failure = CampaignOf(PushBug.None).RunAsAsked(Histories);

        Assert.True(failure is null, failure?.ToString());
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Campaign_SeededBug_IsFound(PushBug bug)
    {
        var failure = CampaignOf(bug).Run(HistoriesUntilFound);

        Assert.True(failure is not null, $"{bug} was not found in {HistoriesUntilFound} histories.");
        output.WriteLine(failure.ToString());
    }

    [Fact]
    public void P11_EqualSeeds_HaveEqualTraces()
    {
        var campaign = CampaignOf(PushBug.None);

        Assert.All(Enumerable.Range(1, 50), seed => Assert.Equal(campaign.Trace((ulong)seed).Fingerprint, campaign.Trace((ulong)seed).Fingerprint));
    }

    private static Campaign CampaignOf(PushBug bug) => new($"push, {bug}", (world, tape) => PushHistory.Run(world, tape, bug));
}
