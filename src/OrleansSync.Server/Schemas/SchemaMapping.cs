using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Server.Schemas;

/// <summary>Schemas between the protocol and the engine.</summary>
internal static class SchemaMapping
{
    /// <summary>A table; a list leaves out what a table has many of.</summary>
    public static V1.SchemaTable ToMessage(this SchemaTable table, Guid databaseId, bool isWhole)
    {
        var relation = table.Relation;
        // The numbers of the protocol's enumerations begin one later: their first is "unspecified".
        var message = new V1.SchemaTable
        {
            Id = table.Id.ToString(),
            DatabaseId = databaseId.ToString("D"),
            Schema = relation.Name.Schema,
            Name = relation.Name.Name,
            Kind = (V1.SchemaTableKind)((int)relation.Kind + 1),
            IsPresent = table.IsPresent,
            IsPartition = relation.IsPartition,
            Parents = { relation.Parents.Select(parent => parent.ToString()) },
            ReplicaIdentity = $"{relation.ReplicaIdentity.ToString().ToLowerInvariant()} {relation.ReplicaIndex}".TrimEnd(),
            HasRowSecurity = relation.HasRowSecurity,
            Comment = relation.Comment,
            FirstSeenTime = Timestamp.FromDateTimeOffset(table.FirstSeenAt),
            ChangeTime = Timestamp.FromDateTimeOffset(table.ChangedAt),
            ColumnCount = relation.Columns.Length,
        };
        if (relation.RowEstimate is { } rows)
        {
            message.RowEstimate = rows;
        }

        if (isWhole)
        {
            message.Columns.AddRange(relation.Columns.Select(column => ToMessage(column, table.ColumnIds[column.Number])));
            message.Constraints.AddRange(relation.Constraints.Select(ToMessage));
            message.Indexes.AddRange(relation.Indexes.Select(ToMessage));
            message.Triggers.AddRange(relation.Triggers.Select(ToMessage));
        }

        return message;
    }

    /// <summary>A change, without what it means for definitions.</summary>
    public static V1.SchemaDrift ToMessage(this StoredDrift drift) => new()
    {
        FindTime = Timestamp.FromDateTimeOffset(drift.FoundAt),
        TableId = drift.Table.ToString(),
        Table = drift.Finding.Relation.ToString(),
        Kind = JsonNamingPolicy.SnakeCaseUpper.ConvertName(drift.Finding.Kind.ToString()),
        Part = drift.Finding.Part,
        Before = drift.Finding.Before,
        After = drift.Finding.After,
    };

    private static V1.SchemaColumn ToMessage(ColumnInfo column, Guid id) => new()
    {
        Id = id.ToString("D"),
        Number = column.Number,
        Name = column.Name,
        Type = column.TypeText,
        IsNullable = column.IsNullable,
        Default = column.Default,
        Identity = (V1.SchemaColumnIdentity)((int)column.Identity + 1),
        Comment = column.Comment,
    };

    private static V1.SchemaConstraint ToMessage(ConstraintInfo constraint) => new()
    {
        Name = constraint.Name,
        Kind = (V1.SchemaConstraintKind)((int)constraint.Kind + 1),
        Columns = { constraint.Columns },
        IsDeferrable = constraint.IsDeferrable,
        IsValidated = constraint.IsValidated,
        Definition = constraint.Definition,
        Target = constraint.Target?.ToString() ?? "",
        TargetColumns = { constraint.TargetColumns },
    };

    private static V1.SchemaIndex ToMessage(IndexInfo index) => new()
    {
        Name = index.Name,
        Method = index.Method,
        Keys = { index.Keys },
        Included = { index.Included },
        IsUnique = index.IsUnique,
        IsValid = index.IsValid,
        Predicate = index.Predicate,
    };

    private static V1.SchemaTrigger ToMessage(TriggerInfo trigger) => new()
    {
        Name = trigger.Name,
        Definition = trigger.Definition,
        IsEnabled = trigger.IsEnabled,
        Assigns = { trigger.Assigns },
    };
}
