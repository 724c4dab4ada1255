namespace OrleansSync.Engine.Introspection;

/// <summary>Names one table of one database for good: a rename and a restore keep it.</summary>
[GenerateSerializer, Immutable, Alias("SchemaTableId")]
public readonly record struct SchemaTableId([property: Id(0)] Guid Value)
{
    /// <summary>The UUID in lower case with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}
