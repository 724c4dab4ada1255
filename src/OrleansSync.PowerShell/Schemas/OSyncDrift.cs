using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>A change between two introspections.</summary>
[View("FindTime", "Table", "Kind", "Part", "Before", "After")]
public sealed record OSyncDrift
{
    /// <summary>When it was found.</summary>
    public DateTimeOffset? FindTime { get; init; }

    /// <summary>The id of the table.</summary>
    public string TableId { get; init; } = "";

    /// <summary>The table as schema.name, as it was called before.</summary>
    public string Table { get; init; } = "";

    /// <summary>What has changed, for instance COLUMN_RETYPED. More kinds may come.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The column, constraint, index or trigger, as it was called before; empty for the table itself.</summary>
    public string Part { get; init; } = "";

    /// <summary>Empty when it was not there.</summary>
    public string Before { get; init; } = "";

    /// <summary>Empty when it is not there any more.</summary>
    public string After { get; init; } = "";

    /// <summary>What it means for definitions; those that it does not touch are left out.</summary>
    public IReadOnlyList<OSyncDriftEffect> Effects { get; init; } = [];

    internal static OSyncDrift From(V1.SchemaDrift message) => new()
    {
        FindTime = message.FindTime?.ToDateTimeOffset(),
        TableId = message.TableId,
        Table = message.Table,
        Kind = message.Kind,
        Part = message.Part,
        Before = message.Before,
        After = message.After,
        Effects = [.. message.Effects.Select(OSyncDriftEffect.From)],
    };
}
