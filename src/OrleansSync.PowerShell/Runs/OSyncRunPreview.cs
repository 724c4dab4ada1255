using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>What a run would do, and what it would cost.</summary>
[View("DefinitionId", "Creates", "Updates", "Moves", "Deletes", "GuardTrips", "ResourceUnits", "Duration")]
public sealed record OSyncRunPreview
{
    /// <summary>The definition.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>How many rows, by what would be done.</summary>
    public IReadOnlyDictionary<OSyncPreviewKind, long> Counts { get; init; } = new Dictionary<OSyncPreviewKind, long>();

    /// <summary>Deletes, marks and detachments.</summary>
    public long Deletes { get; init; }

    /// <summary>True when the guard against mass deletes would stop the run and ask.</summary>
    public bool GuardTrips { get; init; }

    /// <summary>Resource units of the writes, and of the reads that they need.</summary>
    public long ResourceUnits { get; init; }

    /// <summary>How long those take at the connection's budget when nobody else uses it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Resource units a minute of that budget.</summary>
    public int UnitsPerMinute { get; init; }

    /// <summary>What a person would be asked about items that are in the lists already; null when there are none.</summary>
    public OSyncMatchReport? Match { get; init; }

    /// <summary>The rows that are shown; all rows are counted.</summary>
    public IReadOnlyList<OSyncPreviewRow> Rows { get; init; } = [];

    /// <summary>Items that would be made.</summary>
    public long Creates => Counts.GetValueOrDefault(OSyncPreviewKind.Create);

    /// <summary>Items that would be changed.</summary>
    public long Updates => Counts.GetValueOrDefault(OSyncPreviewKind.Update);

    /// <summary>Items that would go to another list.</summary>
    public long Moves => Counts.GetValueOrDefault(OSyncPreviewKind.Move);

    internal static OSyncRunPreview From(V1.PreviewSummary message) => new()
    {
        Counts = message.Counts.ToDictionary(count => (OSyncPreviewKind)count.Kind, count => count.Rows),
        Deletes = message.Deletes,
        GuardTrips = message.GuardTrips,
        ResourceUnits = message.ResourceUnits,
        Duration = message.Duration?.ToTimeSpan() ?? TimeSpan.Zero,
        UnitsPerMinute = message.UnitsPerMinute,
        Match = message.Match is { } match ? OSyncMatchReport.From(match) : null,
    };
}
