namespace OrleansSync.Helix.Workspaces;

/// <summary>The id of a workspace.</summary>
/// <param name="Value">A UUID.</param>
[GenerateSerializer, Immutable, Alias("Helix.WorkspaceId")]
public readonly record struct WorkspaceId([property: Id(0)] Guid Value)
{
    /// <summary>Lower case with hyphens, as callers see it.</summary>
    public override string ToString() => Value.ToString("D");
}
