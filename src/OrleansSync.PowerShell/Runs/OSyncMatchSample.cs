using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>One row of a match, to look at.</summary>
[View("Outcome", "RowKey", "ItemIds")]
public sealed record OSyncMatchSample
{
    /// <summary>What became of it.</summary>
    public OSyncMatchOutcome Outcome { get; init; }

    /// <summary>The row's key columns as PostgreSQL writes them.</summary>
    public IReadOnlyList<string> RowKey { get; init; } = [];

    /// <summary>Items that match, in their lists.</summary>
    public IReadOnlyList<int> ItemIds { get; init; } = [];

    internal static OSyncMatchSample From(V1.MatchSample message) => new()
    {
        Outcome = (OSyncMatchOutcome)message.Outcome,
        RowKey = [.. message.RowKey],
        ItemIds = [.. message.ItemIds],
    };
}
