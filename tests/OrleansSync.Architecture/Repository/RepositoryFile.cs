using OrleansSync.Architecture.Code;

namespace OrleansSync.Architecture.Repository;

/// <summary>One file of the repository.</summary>
internal sealed class RepositoryFile
{
    private readonly Lazy<string> text;
    private readonly Lazy<string> code;

    public RepositoryFile(string root, string path)
    {
        Path = path;
        text = new Lazy<string>(() => File.ReadAllText(System.IO.Path.Combine(root, path)));
        code = new Lazy<string>(() => CSharpText.Blank(Text));
    }

    /// <summary>From the root, with slashes.</summary>
    public string Path { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder from the root; empty for a file in the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Text => text.Value;

    /// <summary>C# with comments and the contents of strings blanked, so that what is left is code; every character keeps its place.</summary>
    public string Code => code.Value;

    /// <summary>Where a character stands, as <c>path:line</c>.</summary>
    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";

    public override string ToString() => Path;
}
