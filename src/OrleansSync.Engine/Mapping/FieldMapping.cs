namespace OrleansSync.Engine.Mapping;

/// <summary>A column of the table and a field of the list that belong together. Holds text; see <see cref="FieldMappingCheck"/>.</summary>
/// <param name="Column">The column, exactly; may be empty when a transform computes the field.</param>
/// <param name="Field">The internal name of the list's column.</param>
/// <param name="Direction">Which way it goes.</param>
/// <param name="Transform">What is pushed instead of the column, in the language of docs/expressions.md; empty for the column itself.</param>
/// <param name="IsKey">True when the field tells items apart, as far as people see.</param>
/// <param name="IsSystemField">True for what the list itself keeps, such as who created an item.</param>
/// <param name="ValuesFit">True when whoever saves the mapping declares that the values fit; a row whose value does not is parked.</param>
/// <param name="LookupDefinition">For a foreign key and a lookup: the definition of the table that the key points to; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("FieldMapping")]
public sealed record FieldMapping(
    [property: Id(0)] string Column,
    [property: Id(1)] string Field,
    [property: Id(2)] MappingDirection Direction = MappingDirection.Both,
    [property: Id(3)] string Transform = "",
    [property: Id(4)] bool IsKey = false,
    [property: Id(5)] bool IsSystemField = false,
    [property: Id(6)] bool ValuesFit = false,
    [property: Id(7)] Guid? LookupDefinition = null);
