using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Values.Canonical;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>A column of the table and the field that it is mapped to.</summary>
/// <param name="Name">Its name in rows: that of the field.</param>
/// <param name="Column">The table's column.</param>
/// <param name="Mapping">What was declared.</param>
/// <param name="Pair">The two, and the kind of value in which they are compared.</param>
public sealed record CompiledColumn(string Name, ColumnInfo Column, FieldMapping Mapping, ColumnPair Pair);
