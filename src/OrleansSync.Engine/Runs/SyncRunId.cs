namespace OrleansSync.Engine.Runs;

/// <summary>Names one run.</summary>
[GenerateSerializer, Immutable, Alias("SyncRunId")]
public readonly record struct SyncRunId([property: Id(0)] Guid Value)
{
    /// <summary>The UUID in lower case with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}
