namespace OrleansSync.Engine.Databases;

/// <summary>Turns a connection test into the health of an instance. Pure.</summary>
public static class InstanceCheck
{
    private const int ProblemLengthMax = 1_000;

    /// <summary>What the test says of an instance with this role.</summary>
    public static InstanceHealth HealthOf(DatabaseReport report, InstanceRole role)
    {
        IEnumerable<string> problems = (report.Facts, role) switch
        {
            ({ IsInRecovery: true }, InstanceRole.Primary) => [.. report.Problems, "It is declared as the primary, and is a standby."],
            ({ IsInRecovery: false, IsSupported: true }, InstanceRole.Standby or InstanceRole.Replica) => [.. report.Problems, "It is declared as a standby, and takes writes of its own."],
            _ => report.Problems,
        };
        var problem = string.Join(' ', problems);
        return new InstanceHealth(
            report.CheckedAt,
            report.Reachability == Reachability.Reached,
            report.Facts is { IsReadOnly: false, IsSupported: true },
            report.Facts?.Version ?? "",
            problem.Length > ProblemLengthMax ? problem[..ProblemLengthMax] : problem);
    }

    /// <summary>True when nothing but the time of the check differs.</summary>
    public static bool IsSame(InstanceHealth? before, InstanceHealth now) => before is not null && before with { CheckedAt = now.CheckedAt } == now;
}
