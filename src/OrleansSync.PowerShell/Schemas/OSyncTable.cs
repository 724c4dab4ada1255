using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>A table or view of a database.</summary>
[View("Schema", "Name", "Kind", "ColumnCount", "RowEstimate", "IsPresent")]
public sealed record OSyncTable
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string TableId => Id;

    /// <summary>The id of the database.</summary>
    public string DatabaseId { get; init; } = "";

    /// <summary>Without quotes.</summary>
    public string Schema { get; init; } = "";

    /// <summary>Without quotes.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its kind.</summary>
    public OSyncTableKind Kind { get; init; }

    /// <summary>False when it was gone at the last introspection.</summary>
    public bool IsPresent { get; init; }

    /// <summary>True for a partition, whose rows belong to its parent.</summary>
    public bool IsPartition { get; init; }

    /// <summary>The tables that it inherits from or is a partition of, as schema.name.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>By their numbers. Empty in a list.</summary>
    public IReadOnlyList<OSyncTableColumn> Columns { get; init; } = [];

    /// <summary>Empty in a list.</summary>
    public IReadOnlyList<OSyncTableConstraint> Constraints { get; init; } = [];

    /// <summary>Empty in a list.</summary>
    public IReadOnlyList<OSyncTableIndex> Indexes { get; init; } = [];

    /// <summary>Empty in a list.</summary>
    public IReadOnlyList<OSyncTableTrigger> Triggers { get; init; } = [];

    /// <summary>How many rows the planner believes that it has; absent when it was never analysed, and for views.</summary>
    public long? RowEstimate { get; init; }

    /// <summary>What change capture tells of old rows: default, nothing, full, or index and its name.</summary>
    public string ReplicaIdentity { get; init; } = "";

    /// <summary>True when policies may hide rows.</summary>
    public bool HasRowSecurity { get; init; }

    /// <summary>Its comment.</summary>
    public string Comment { get; init; } = "";

    /// <summary>When it was seen first.</summary>
    public DateTimeOffset? FirstSeenTime { get; init; }

    /// <summary>When it was seen to be other than before, or gone.</summary>
    public DateTimeOffset? ChangeTime { get; init; }

    /// <summary>Its column count.</summary>
    public int ColumnCount { get; init; }

    internal static OSyncTable From(V1.SchemaTable message) => new()
    {
        Id = message.Id,
        DatabaseId = message.DatabaseId,
        Schema = message.Schema,
        Name = message.Name,
        Kind = (OSyncTableKind)message.Kind,
        IsPresent = message.IsPresent,
        IsPartition = message.IsPartition,
        Parents = [.. message.Parents],
        Columns = [.. message.Columns.Select(OSyncTableColumn.From)],
        Constraints = [.. message.Constraints.Select(OSyncTableConstraint.From)],
        Indexes = [.. message.Indexes.Select(OSyncTableIndex.From)],
        Triggers = [.. message.Triggers.Select(OSyncTableTrigger.From)],
        RowEstimate = message.HasRowEstimate ? message.RowEstimate : null,
        ReplicaIdentity = message.ReplicaIdentity,
        HasRowSecurity = message.HasRowSecurity,
        Comment = message.Comment,
        FirstSeenTime = message.FirstSeenTime?.ToDateTimeOffset(),
        ChangeTime = message.ChangeTime?.ToDateTimeOffset(),
        ColumnCount = message.ColumnCount,
    };
}
