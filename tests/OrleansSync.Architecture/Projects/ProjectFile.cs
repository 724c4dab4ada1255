using System.Xml.Linq;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Projects;

/// <summary>What a project file or an imported build file says, as written.</summary>
internal sealed class ProjectFile(RepositoryFile file)
{
    private readonly XDocument document = XDocument.Parse(file.Text);

    /// <summary>The projects under <c>src/</c>.</summary>
    public static IReadOnlyList<ProjectFile> OfSource { get; } = [.. RepositoryFiles.Under("src/", ".csproj").Select(file => new ProjectFile(file))];

    /// <summary>Every project of the tree.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. RepositoryFiles.Under("", ".csproj").Select(file => new ProjectFile(file))];

    public string Path => file.Path;

    /// <summary>The name without <c>.csproj</c>.</summary>
    public string Name => file.Name[..^".csproj".Length];

    /// <summary>The SDK that it is built with.</summary>
    public string Sdk => document.Root?.Attribute("Sdk")?.Value ?? "";

    /// <summary>The names of the projects that it references.</summary>
    public IEnumerable<string> Projects => Items("ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    /// <summary>The values of <c>Include</c> of all items of a kind.</summary>
    public IEnumerable<string> Items(string kind) => Elements(kind)
        .SelectMany(item => (item.Attribute("Include")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>All elements of a name.</summary>
    public IEnumerable<XElement> Elements(string name) => document.Descendants().Where(element => element.Name.LocalName == name);
}
