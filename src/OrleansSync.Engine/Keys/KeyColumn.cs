using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Keys;

/// <summary>A column of a table, as far as keys depend on it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">True when it may be null.</param>
[GenerateSerializer, Immutable, Alias("KeyColumn")]
public sealed record KeyColumn([property: Id(0)] string Name, [property: Id(1)] PostgresType Type, [property: Id(2)] bool IsNullable);
