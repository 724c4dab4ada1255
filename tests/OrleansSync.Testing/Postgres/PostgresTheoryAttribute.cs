using Xunit;

namespace OrleansSync.Testing.Postgres;

/// <summary>A theory that needs PostgreSQL: skipped with the reason where there is none, failed there on CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>The test stops, kills or pauses its server (<see cref="PostgresServer.StartPrivateAsync"/>).</summary>
    public bool OwnServer { get; set; }

    public override string? Skip
    {
        get => base.Skip ?? PostgresAvailability.FindSkipReason(OwnServer);
        set => base.Skip = value;
    }
}
