namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Names one sync definition.</summary>
[GenerateSerializer, Immutable, Alias("SyncDefinitionId")]
public readonly record struct SyncDefinitionId([property: Id(0)] Guid Value)
{
    /// <summary>The UUID in lower case with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}
