namespace OrleansSync.Engine.Errors;

/// <summary>One wrong field: where it is and what to do about it.</summary>
/// <param name="Field">The path as the caller wrote it, for instance <c>sync_definition.table.schema</c>.</param>
/// <param name="Problem">What is wrong and the way out, as a sentence, without the value.</param>
[GenerateSerializer, Immutable, Alias("FieldViolation")]
public sealed record FieldViolation([property: Id(0)] string Field, [property: Id(1)] string Problem);
