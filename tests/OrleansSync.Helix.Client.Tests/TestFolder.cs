namespace OrleansSync.Helix.Client.Tests;

/// <summary>A folder of the test's own, with a neighbour that nobody may touch.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string outer = Path.Combine(Path.GetTempPath(), "orleanssync-client-" + Path.GetRandomFileName());

    public TestFolder()
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(outer, "neighbour.hx"), "untouched");
    }

    public string Root => Path.Combine(outer, "project");

    public string Cache => Path.Combine(outer, "home", ".helix", "config");

    public string Stamps => Path.Combine(outer, "home", ".helix", "stamps");

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public void Write(string relative, string content, long? timeMs = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), content);
        if (timeMs is { } time)
        {
            File.SetLastWriteTimeUtc(PathOf(relative), DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);
        }
    }

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>All files below the project, sorted, helix.toml left out.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Where(path => path != "helix.toml").Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        Assert.Equal("untouched", File.ReadAllText(Path.Combine(outer, "neighbour.hx")));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(outer).Count(path => Path.GetFileName(path) != "home"));
        Directory.Delete(outer, recursive: true);
    }
}
