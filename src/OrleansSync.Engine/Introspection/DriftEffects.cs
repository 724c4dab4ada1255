using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Introspection;

/// <summary>Says what changes of tables mean for definitions. Pure.</summary>
public static class DriftEffects
{
    /// <summary>What a change of the definition's table means for it; null when nothing.</summary>
    /// <param name="finding">The change.</param>
    /// <param name="definition">A definition of the same database.</param>
    public static DriftEffect? Find(DriftFinding finding, SyncDefinitionSpec definition)
    {
        if (new RelationName(definition.Table.Schema, definition.Table.Table) != finding.Relation)
        {
            return null;
        }

        return finding.Kind switch
        {
            DriftKind.RelationRemoved => new(true, "Its table is gone."),
            DriftKind.RelationRenamed => new(true, $"Its table is called {finding.After} now: save the definition with that name."),
            DriftKind.RelationReplaced => new(true, $"Its table is a {finding.After} now."),
            DriftKind.ColumnRemoved or DriftKind.ColumnRenamed or DriftKind.ColumnRetyped or DriftKind.NullabilityChanged or DriftKind.DefaultChanged => OfColumn(finding, definition),
            DriftKind.ConstraintRemoved or DriftKind.ConstraintChanged => OfConstraint(finding, definition),
            DriftKind.TriggerChanged when definition.Cursor.Column.Length > 0 && (finding.Before + finding.After).Contains(definition.Cursor.Column, StringComparison.Ordinal) =>
                new(false, $"A trigger that may set {definition.Cursor.Column} has changed, and changes are followed by it: check that it is still set."),
            DriftKind.RowSecurityChanged when finding.After == "on" => new(false, "Row-level security may hide rows from the role: test the connection."),
            _ => null,
        };
    }

    private static DriftEffect? OfColumn(DriftFinding finding, SyncDefinitionSpec definition)
    {
        var column = finding.Part;
        var isMapped = definition.Mappings.Any(mapping => mapping.Column == column);
        var isKey = definition.Key.Columns.Contains(column);
        var isWatermark = definition.Cursor.Column == column;
        // Rules and transforms name columns in text; a name that stands in one may be meant.
        var isNamed = definition.Targets.Any(target => target.When.Contains(column, StringComparison.OrdinalIgnoreCase))
            || definition.Mappings.Any(mapping => mapping.Transform.Contains(column, StringComparison.OrdinalIgnoreCase));
        if (!isMapped && !isKey && !isWatermark)
        {
            return isNamed && finding.Kind is not (DriftKind.NullabilityChanged or DriftKind.DefaultChanged) ? new(false, $"A rule or transform may use the column {column}.") : null;
        }

        var use = isMapped ? "is mapped" : isKey ? "is of the key" : "is what changes are followed by";
        return finding.Kind switch
        {
            DriftKind.ColumnRemoved => new(true, $"The column {column} is gone, and {use}."),
            DriftKind.ColumnRenamed => new(true, $"The column {column} is called {finding.After} now, and {use}."),
            DriftKind.ColumnRetyped => new(true, $"The column {column} is {finding.After} now, and {use}: save the definition again."),
            DriftKind.NullabilityChanged when isKey && finding.After == "null" => new(true, $"The column {column} may be null now, and is of the key."),
            DriftKind.NullabilityChanged when finding.After == "not null" && definition.Direction != SyncDirection.Push => new(false, $"The column {column} must not be null any more: items without a value will be set aside."),
            DriftKind.DefaultChanged when finding.After.StartsWith(nameof(IdentityKind.Generated), StringComparison.Ordinal) && definition.Direction != SyncDirection.Push =>
                new(false, $"The column {column} is generated now, and cannot be written."),
            _ => null,
        };
    }

    private static DriftEffect? OfConstraint(DriftFinding finding, SyncDefinitionSpec definition) => definition.Key.Strategy switch
    {
        KeyStrategy.PrimaryKey when finding.Before.StartsWith("PRIMARY KEY", StringComparison.Ordinal) => new(true, "The primary key, by which rows are told apart, has changed."),
        KeyStrategy.UniqueConstraint when finding.Part == definition.Key.Constraint => new(true, $"The constraint {finding.Part}, by which rows are told apart, has changed."),
        KeyStrategy.CompositeColumns when finding.Before.StartsWith("UNIQUE", StringComparison.Ordinal) || finding.Before.StartsWith("PRIMARY KEY", StringComparison.Ordinal) =>
            new(false, "A constraint that may keep the key's columns unique has changed."),
        _ => null,
    };
}
