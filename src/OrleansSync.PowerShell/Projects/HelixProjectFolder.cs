using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>A folder that holds a Helix project.</summary>
[View("Name", "Root", "Queries", "Instances")]
public sealed record HelixProjectFolder
{
    /// <summary>The project's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The whole path of the folder.</summary>
    public string Root { get; init; } = "";

    /// <summary>The whole path of the queries.</summary>
    public string Queries { get; init; } = "";

    /// <summary>The names of its instances in helix.toml.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];

    internal static HelixProjectFolder From(OrleansSync.Helix.Client.Projects.ProjectFolder folder) => new()
    {
        Name = folder.File.Name,
        Root = folder.Root,
        Queries = folder.QueriesPath,
        Instances = [.. folder.File.InstanceNames],
    };
}
