using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Tests.Databases;

public sealed class DatabaseProblemsTests
{
    private static readonly DatabaseFacts Good = new(170_002, "17.2") { SeesActivity = true, WalLevel = "logical", MayReplicate = true };
    private static readonly DatabaseNeeds Needs = new([new TableNeed(new RelationName("public", "orders"), TableRights.Select)], Replication: true);

    [Fact]
    public void Find_NothingMissing_IsEmpty() => Assert.Empty(DatabaseProblems.Find(Good, Needs));

    [Fact]
    public void Find_VersionBelow13_SaysOnlyThat() => Assert.Contains("12.22", Assert.Single(DatabaseProblems.Find(new DatabaseFacts(120_022, "12.22"), Needs)), StringComparison.Ordinal);

    [Fact]
    public void Find_WalLevelAndReplication_AreWantedForCaptureOnly()
    {
        var facts = Good with { WalLevel = "replica", MayReplicate = false };

        Assert.Equal(2, DatabaseProblems.Find(facts, Needs).Length);
        Assert.Empty(DatabaseProblems.Find(facts, Needs with { Replication = false }));
    }

    [Theory]
    [InlineData(29, 0, false)]
    [InlineData(31, 0, true)]
    [InlineData(-31, 0, true)]
    [InlineData(31, 2, false)]
    public void Find_Clock_IsToldBeyondItsUncertainty(int offset, int uncertainty, bool isTold) =>
        Assert.Equal(isTold, DatabaseProblems.Find(Good with { Clock = new ClockReading(TimeSpan.FromSeconds(offset), TimeSpan.FromSeconds(uncertainty)) }, Needs).Length == 1);
}
