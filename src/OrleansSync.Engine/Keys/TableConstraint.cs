using System.Collections.Immutable;

namespace OrleansSync.Engine.Keys;

/// <summary>A primary key or a unique constraint (or a whole unique index, without an expression or a condition) of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsPrimaryKey">True for the primary key.</param>
/// <param name="Columns">Its columns in its own order, without those that are only included.</param>
/// <param name="IsImmediate">False when it is deferrable or not valid.</param>
[GenerateSerializer, Immutable, Alias("TableConstraint")]
public sealed record TableConstraint(
    [property: Id(0)] string Name, [property: Id(1)] bool IsPrimaryKey, [property: Id(2)] ImmutableArray<string> Columns, [property: Id(3)] bool IsImmediate = true);
