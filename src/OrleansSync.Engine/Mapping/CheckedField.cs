using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;

namespace OrleansSync.Engine.Mapping;

/// <summary>A mapping that was checked.</summary>
/// <param name="Mapping">What was declared.</param>
/// <param name="Column">The ordinal of the table's column; null when a transform computes the field from others.</param>
/// <param name="Field">The list's column.</param>
/// <param name="Transform">What is pushed instead of the column; null for the column itself, so that an identity costs nothing.</param>
/// <param name="Verdict">What the pair does to values.</param>
public sealed record CheckedField(FieldMapping Mapping, int? Column, ListColumn Field, Expression? Transform, MappingVerdict Verdict);
