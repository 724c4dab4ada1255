using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>What an introspection found.</summary>
[View("TakeTime", "TableCount", "ColumnCount", "DriftCount")]
public sealed record OSyncSchema
{
    /// <summary>When the database was read.</summary>
    public DateTimeOffset? TakeTime { get; init; }

    /// <summary>Its table count.</summary>
    public int TableCount { get; init; }

    /// <summary>Its column count.</summary>
    public int ColumnCount { get; init; }

    /// <summary>Changes since the last time; 0 the first time.</summary>
    public int DriftCount { get; init; }

    /// <summary>The database.</summary>
    public string DatabaseId { get; init; } = "";

    internal static OSyncSchema From(V1.IntrospectDatabaseResponse message) => new()
    {
        TakeTime = message.TakeTime?.ToDateTimeOffset(),
        TableCount = message.TableCount,
        ColumnCount = message.ColumnCount,
        DriftCount = message.DriftCount,
    };
}
