using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>How rows and items that were there before belong together.</summary>
[View("MatchedRows", "AmbiguousRows", "NewRows", "UnmatchedItems", "IsConfirmed")]
public sealed record OSyncMatchReport
{
    /// <summary>Internal names of the fields that are compared.</summary>
    public IReadOnlyList<string> MatchFields { get; init; } = [];

    /// <summary>Rows with exactly one item that is theirs alone.</summary>
    public long MatchedRows { get; init; }

    /// <summary>Rows that have several items, or share one; they are parked.</summary>
    public long AmbiguousRows { get; init; }

    /// <summary>Rows without an item: one is made.</summary>
    public long NewRows { get; init; }

    /// <summary>Items without a row: left alone.</summary>
    public long UnmatchedItems { get; init; }

    /// <summary>Some of them.</summary>
    public IReadOnlyList<OSyncMatchSample> Samples { get; init; } = [];

    /// <summary>True once a person allowed it.</summary>
    public bool IsConfirmed { get; init; }

    internal static OSyncMatchReport From(V1.MatchReport message) => new()
    {
        MatchFields = [.. message.MatchFields],
        MatchedRows = message.MatchedRows,
        AmbiguousRows = message.AmbiguousRows,
        NewRows = message.NewRows,
        UnmatchedItems = message.UnmatchedItems,
        Samples = [.. message.Samples.Select(OSyncMatchSample.From)],
        IsConfirmed = message.Confirmed,
    };
}
