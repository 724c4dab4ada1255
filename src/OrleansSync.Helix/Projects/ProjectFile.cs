using System.Collections.Immutable;

namespace OrleansSync.Helix.Projects;

/// <summary>What a helix.toml says, of whichever generation. Keys that are not named here stay in the text.</summary>
/// <param name="Name"><c>project.name</c>.</param>
/// <param name="Id"><c>project.id</c>; null in files that were never synced by id.</param>
/// <param name="WorkspaceId"><c>project.workspace_id</c>; null in most files.</param>
/// <param name="Queries"><c>project.queries</c> with slashes; <c>./db/</c> when the file does not say.</param>
/// <param name="Locals">Instances on the developer's machine.</param>
/// <param name="Clouds">Clusters, other providers' included.</param>
/// <param name="Enterprises">Enterprise clusters.</param>
public sealed record ProjectFile(
    string Name,
    string? Id,
    string? WorkspaceId,
    string Queries,
    ImmutableArray<LocalInstance> Locals,
    ImmutableArray<CloudInstance> Clouds,
    ImmutableArray<EnterpriseInstance> Enterprises)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "helix.toml";

    /// <summary>Where queries are when the file does not say.</summary>
    public const string QueriesDefault = "./db/";

    /// <summary>All instances' names, in the order in which a name is looked up: local, cloud, enterprise.</summary>
    public IEnumerable<string> InstanceNames =>
        Locals.Select(local => local.Name).Concat(Clouds.Select(cloud => cloud.Name)).Concat(Enterprises.Select(enterprise => enterprise.Name)).Distinct(StringComparer.Ordinal);
}
