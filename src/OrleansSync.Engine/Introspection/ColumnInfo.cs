using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Introspection;

/// <summary>A column, as the catalog of PostgreSQL has it.</summary>
/// <param name="Number">Its number, which a rename keeps; numbers of dropped columns are left out.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="TypeText">The type as PostgreSQL writes it, schema, length and precision included.</param>
/// <param name="SqlType">The type to which a text is cast before it is stored: quoted, without length and precision, a domain's base.</param>
/// <param name="IsNullable">True when it may be null.</param>
/// <param name="Default">The default's expression, or that of a generated column; empty for none.</param>
/// <param name="Identity">Who gives it its value.</param>
/// <param name="Comment">Its comment; empty for none.</param>
[GenerateSerializer, Immutable, Alias("ColumnInfo")]
public sealed record ColumnInfo(
    [property: Id(0)] int Number,
    [property: Id(1)] string Name,
    [property: Id(2)] PostgresType Type,
    [property: Id(3)] string TypeText,
    [property: Id(4)] string SqlType,
    [property: Id(5)] bool IsNullable,
    [property: Id(6)] string Default,
    [property: Id(7)] IdentityKind Identity,
    [property: Id(8)] string Comment)
{
    /// <summary>The sequence that it owns (identity or serial); null for none.</summary>
    [Id(9)]
    public RelationName? Sequence { get; init; }
}
