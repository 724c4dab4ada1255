using System.Collections.Immutable;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Engine.Introspection;

/// <summary>A table or view, as the catalog of PostgreSQL has it.</summary>
/// <param name="Oid">Its oid, which a rename keeps and a restore does not.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Columns">Its columns by their numbers.</param>
[GenerateSerializer, Immutable, Alias("RelationInfo")]
public sealed record RelationInfo(
    [property: Id(0)] uint Oid, [property: Id(1)] RelationName Name, [property: Id(2)] RelationKind Kind, [property: Id(3)] ImmutableArray<ColumnInfo> Columns)
{
    /// <summary>True for a partition, whose rows belong to its parent.</summary>
    [Id(4)]
    public bool IsPartition { get; init; }

    /// <summary>The tables that it inherits from, or is a partition of.</summary>
    [Id(5)]
    public ImmutableArray<RelationName> Parents { get; init; } = [];

    /// <summary>Its constraints by name.</summary>
    [Id(6)]
    public ImmutableArray<ConstraintInfo> Constraints { get; init; } = [];

    /// <summary>Its indexes by name.</summary>
    [Id(7)]
    public ImmutableArray<IndexInfo> Indexes { get; init; } = [];

    /// <summary>Its triggers by name, without those of constraints.</summary>
    [Id(8)]
    public ImmutableArray<TriggerInfo> Triggers { get; init; } = [];

    /// <summary>How many rows the planner believes that it has; null when it was never analysed, and for views.</summary>
    [Id(9)]
    public long? RowEstimate { get; init; }

    /// <summary>What change capture tells of old rows.</summary>
    [Id(10)]
    public ReplicaIdentity ReplicaIdentity { get; init; }

    /// <summary>The index of <see cref="Introspection.ReplicaIdentity.Index"/>; empty otherwise.</summary>
    [Id(11)]
    public string ReplicaIndex { get; init; } = "";

    /// <summary>True when policies may hide rows.</summary>
    [Id(12)]
    public bool HasRowSecurity { get; init; }

    /// <summary>Its comment; empty for none.</summary>
    [Id(13)]
    public string Comment { get; init; } = "";

    /// <summary>True for a table from which others inherit: reading it gives their rows, too, and its key does not hold for them. False for a partitioned one.</summary>
    [Id(14)]
    public bool HasChildren { get; init; }

    /// <summary>The columns as keys see them.</summary>
    public ImmutableArray<KeyColumn> KeyColumns => [.. Columns.Select(column => new KeyColumn(column.Name, column.Type, column.IsNullable))];

    /// <summary>What keeps rows apart: primary key, unique constraints, and unique indexes without an expression or a condition.</summary>
    public ImmutableArray<TableConstraint> Uniques
    {
        get
        {
            var constraints = Constraints.Where(constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique).ToList();
            var named = constraints.Select(constraint => constraint.Name).ToHashSet(StringComparer.Ordinal);
            return
            [
                .. constraints.Select(constraint => new TableConstraint(constraint.Name, constraint.Kind == ConstraintKind.PrimaryKey, constraint.Columns, !constraint.IsDeferrable && constraint.IsValidated)),
                .. Indexes.Where(index => index is { IsUnique: true, HasExpressions: false, Predicate: "" } && !named.Contains(index.Name))
                    .Select(index => new TableConstraint(index.Name, false, index.Keys, index.IsValid)),
            ];
        }
    }
}
