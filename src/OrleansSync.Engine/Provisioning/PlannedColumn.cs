using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Provisioning;

/// <summary>What becomes of one column of the table.</summary>
/// <param name="Column">The table's column.</param>
/// <param name="Declaration">The list's column; null when it is skipped.</param>
/// <param name="ValuesFit">True when not every value of the type fits and rows whose value does not are to be parked.</param>
/// <param name="Remark">Why it is so, or why it is skipped.</param>
public sealed record PlannedColumn(ColumnInfo Column, ColumnDeclaration? Declaration, bool ValuesFit, string Remark);
