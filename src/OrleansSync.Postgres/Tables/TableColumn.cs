using OrleansSync.Engine.Values.Canonical;

namespace OrleansSync.Postgres.Tables;

/// <summary>A mapped column of a table.</summary>
/// <param name="Name">What the mapping calls it: its name in a <see cref="Engine.Rows.Row"/>.</param>
/// <param name="Column">What the table calls it.</param>
/// <param name="Pair">Its type, the list's column, and the kind in which they are compared.</param>
/// <param name="IsWritable">False for a generated column, which is never written.</param>
internal sealed record TableColumn(string Name, string Column, ColumnPair Pair, bool IsWritable = true);
