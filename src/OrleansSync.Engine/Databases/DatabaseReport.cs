using System.Collections.Immutable;

namespace OrleansSync.Engine.Databases;

/// <summary>What a connection test found. Holds no secret.</summary>
/// <param name="CheckedAt">When it began; UTC.</param>
/// <param name="Reachability">How far it came.</param>
/// <param name="Facts">What the database said; null when it was not reached, or stopped answering.</param>
/// <param name="Problems">What is wrong and the way out, as sentences; empty when nothing is.</param>
/// <param name="GrantScript">The statements that a superuser or owner runs to give what is missing; empty when nothing is, or nothing can be.</param>
public sealed record DatabaseReport(DateTimeOffset CheckedAt, Reachability Reachability, DatabaseFacts? Facts, ImmutableArray<string> Problems, string GrantScript)
{
    /// <summary>True when it can be used as was asked.</summary>
    public bool IsGood => Reachability == Reachability.Reached && Facts is not null && Problems.IsEmpty;
}
