namespace OrleansSync.Helix.Projects;

/// <summary>The id of a project.</summary>
/// <param name="Value">A UUID.</param>
[GenerateSerializer, Immutable, Alias("Helix.ProjectId")]
public readonly record struct ProjectId([property: Id(0)] Guid Value)
{
    /// <summary>Lower case with hyphens, as callers see it.</summary>
    public override string ToString() => Value.ToString("D");
}
