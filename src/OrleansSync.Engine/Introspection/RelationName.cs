namespace OrleansSync.Engine.Introspection;

/// <summary>The name of a relation, without quotes.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("RelationName")]
public sealed record RelationName([property: Id(0)] string Schema, [property: Id(1)] string Name)
{
    /// <summary>Schema and name, for people.</summary>
    public override string ToString() => $"{Schema}.{Name}";
}
