using OrleansSync.Simulation.Campaigns;

namespace OrleansSync.Simulation.Pump;

public sealed class TrivialPumpTests
{
    private const int Histories = 3_000;
    private const int HistoriesUntilFound = 2_000;

    [Fact]
    public void P2AndP3_TrivialPump_HoldInEveryHistory() => Assert.Null(CampaignOf(SeededBug.None).RunAsAsked(Histories));

    [Theory]
    [InlineData(SeededBug.RepeatsCreateWithoutLooking)]
    [InlineData(SeededBug.TrustsTheLookUpAlone)]
    [InlineData(SeededBug.RecordsBeforeCreating)]
    public void Campaign_SeededBug_IsFoundAndShrunk(SeededBug bug)
    {
        var failure = CampaignOf(bug).Run(HistoriesUntilFound);

        Assert.NotNull(failure);
        Assert.InRange(failure.Trace.Count, 1, 40);
        Assert.Contains("--seed", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void P11_EqualSeeds_HaveEqualTraces()
    {
        var campaign = CampaignOf(SeededBug.None);

        Assert.All(Enumerable.Range(1, 50), seed => Assert.Equal(campaign.Trace((ulong)seed).Fingerprint, campaign.Trace((ulong)seed).Fingerprint));
        Assert.NotEqual(campaign.Trace(1).Fingerprint, campaign.Trace(2).Fingerprint);
    }

    [Fact]
    public void RunSeed_SeedOfAFailure_FailsAgainInTheSameWay()
    {
        var campaign = CampaignOf(SeededBug.RepeatsCreateWithoutLooking);
        var failure = campaign.Run(HistoriesUntilFound);

        Assert.NotNull(failure);
        Assert.Equal(failure.ToString(), campaign.RunSeed(failure.Seed)?.ToString());
    }

    private static Campaign CampaignOf(SeededBug bug) => new($"trivial pump, {bug}", (world, tape) => PumpHistory.Run(world, tape, bug));
}
