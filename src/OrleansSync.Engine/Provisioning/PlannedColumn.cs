using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;

namespace OrleansSync.Engine.Provisioning;

/// <summary>What becomes of one column of the table.</summary>
/// <param name="Column">The table's column.</param>
/// <param name="Declaration">The list's column; null when it is skipped.</param>
/// <param name="ValuesFit">True when not every value of the type fits and rows whose value does not are to be parked.</param>
/// <param name="Remark">Why it is so, or why it is skipped.</param>
public sealed record PlannedColumn(ColumnInfo Column, ColumnDeclaration? Declaration, bool ValuesFit, string Remark)
{
    /// <summary>The mapping onto a field of the list.</summary>
    /// <param name="field">The field's internal name.</param>
    public FieldMapping ToMapping(string field) => new(
        Column.Name, field, Declaration?.Parent is null ? MappingDirection.Both : MappingDirection.PushOnly, ValuesFit: ValuesFit, LookupDefinition: Declaration?.Parent?.DefinitionId);
}
