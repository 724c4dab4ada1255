using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>The relations of a database at one moment.</summary>
/// <param name="Schemas">Its schemas but PostgreSQL's own, empty ones too.</param>
/// <param name="Relations">Its relations, by schema and name.</param>
[GenerateSerializer, Immutable, Alias("DatabaseSnapshot")]
public sealed record DatabaseSnapshot([property: Id(0)] ImmutableArray<string> Schemas, [property: Id(1)] ImmutableArray<RelationInfo> Relations)
{
    /// <summary>The relation of that name; null when there is none.</summary>
    public RelationInfo? Find(RelationName name) => Relations.FirstOrDefault(relation => relation.Name == name);
}
