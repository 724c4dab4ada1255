namespace OrleansSync.Helix.Workspaces;

/// <summary>New values of some fields; null leaves a field as it is.</summary>
/// <param name="Name">See <see cref="Workspace"/>.</param>
/// <param name="Type">See <see cref="Workspace"/>.</param>
/// <param name="Plan">See <see cref="Workspace"/>.</param>
/// <param name="HasBilling">See <see cref="Workspace"/>.</param>
[GenerateSerializer, Immutable, Alias("Helix.WorkspaceChange")]
public sealed record WorkspaceChange(
    [property: Id(0)] string? Name, [property: Id(1)] WorkspaceType? Type, [property: Id(2)] string? Plan, [property: Id(3)] bool? HasBilling)
{
    /// <summary>The workspace with these values; the same one when nothing changes.</summary>
    public Workspace ApplyTo(Workspace workspace, DateTimeOffset now)
    {
        var changed = workspace with
        {
            Name = Name ?? workspace.Name,
            Type = Type ?? workspace.Type,
            Plan = Plan ?? workspace.Plan,
            HasBilling = HasBilling ?? workspace.HasBilling,
        };
        return changed == workspace ? workspace : changed with { Revision = workspace.Revision + 1, UpdatedAt = now };
    }
}
