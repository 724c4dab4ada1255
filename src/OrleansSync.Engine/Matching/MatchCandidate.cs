using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Matching;

/// <summary>The items that have some values of the match fields, and the rows that have them too.</summary>
internal sealed class MatchCandidate
{
    public List<ItemAddress> Items { get; } = [];

    /// <summary>The first row; null before one was met.</summary>
    public SyncKey? Row { get; private set; }

    /// <summary>True when another row has the values too.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Notes a row. A row that is met twice is one row.</summary>
    public void Meet(SyncKey row)
    {
        IsShared |= Row is { } first && first != row;
        Row ??= row;
    }

    /// <summary>What a row with these values is.</summary>
    public MatchOutcome Of(SyncKey row) => Items.Count == 1 && !IsShared && (Row is null || Row == row) ? MatchOutcome.Matched : MatchOutcome.Ambiguous;
}
