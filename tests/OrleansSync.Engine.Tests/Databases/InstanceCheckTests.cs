using OrleansSync.Engine.Databases;

namespace OrleansSync.Engine.Tests.Databases;

public sealed class InstanceCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void HealthOf_GoodPrimary_IsWritableWithoutProblem() =>
        Assert.Equal(new InstanceHealth(Now, true, true, "17.2", ""), InstanceCheck.HealthOf(Report(new DatabaseFacts(170_002, "17.2")), InstanceRole.Primary));

    [Theory]
    [InlineData(true, InstanceRole.Primary, "is a standby")]
    [InlineData(false, InstanceRole.Standby, "takes writes of its own")]
    [InlineData(false, InstanceRole.Replica, "takes writes of its own")]
    public void HealthOf_RoleThatIsNotTrue_IsToldAsProblem(bool isInRecovery, InstanceRole role, string problem)
    {
        var health = InstanceCheck.HealthOf(Report(new DatabaseFacts(170_002, "17.2") { IsInRecovery = isInRecovery, IsReadOnly = isInRecovery }), role);

        Assert.Contains(problem, health.Problem, StringComparison.Ordinal);
        Assert.Equal(!isInRecovery, health.IsWritable);
    }

    [Fact]
    public void HealthOf_NotReached_HasTheProblem() => Assert.Equal(
        new InstanceHealth(Now, false, false, "", "Nobody listens."),
        InstanceCheck.HealthOf(new DatabaseReport(Now, Reachability.Refused, null, ["Nobody listens."], ""), InstanceRole.Primary));

    [Fact]
    public void IsSame_OnlyTheTimeDiffers_IsTrue()
    {
        var health = new InstanceHealth(Now, true, true, "17.2", "");

        Assert.True(InstanceCheck.IsSame(health, health with { CheckedAt = Now.AddMinutes(1) }));
        Assert.False(InstanceCheck.IsSame(health, health with { IsWritable = false }));
        Assert.False(InstanceCheck.IsSame(null, health));
    }

    private static DatabaseReport Report(DatabaseFacts facts) => new(Now, Reachability.Reached, facts, [], "");
}
