using System.Text;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Builders;

/// <summary>A fresh folder with the input of one build, removed when the build has ended.</summary>
internal sealed class BuildFolder : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private BuildFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, readable by its owner only, and writes the input.</summary>
    public static async Task<BuildFolder> CreateAsync(string parent, BuildJob job, CancellationToken cancellationToken)
    {
        var root = parent.Length > 0 ? Directory.CreateDirectory(parent).FullName : System.IO.Path.GetTempPath();
        var folder = new BuildFolder(System.IO.Path.Combine(root, $"orleanssync-build-{job.Id}-{System.IO.Path.GetRandomFileName()}"));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder.Path);
        }
        else
        {
            Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        try
        {
            Directory.CreateDirectory(folder.PathOf("source"));
            Directory.CreateDirectory(folder.PathOf("home"));
            foreach (var file in job.Input.Source.Files)
            {
                // Checked when it was accepted, and here again: this is where it would do harm.
                var path = SourcePath.Normalise(file.Path, out var problem) ?? throw new InvalidOperationException($"A path of the stored source {problem}");
                await folder.WriteAsync($"source/{path}", file.Content, cancellationToken);
            }

            await folder.WriteAsync(ProjectFile.FileName, job.Input.Source.HelixToml, cancellationToken);
            await folder.WriteAsync("config.hx.json", job.Input.RuntimeConfig is { } config ? RuntimeConfigJson.Write(config) : null, cancellationToken);
            await folder.WriteAsync("queries.json", job.Input.QueriesJson, cancellationToken);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A path in it.</summary>
    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A program that was killed may hold a file a little longer; the system's folder is tidied by others.
        }
    }

    private async Task WriteAsync(string relative, string? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return;
        }

        var path = PathOf(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Path);
        await File.WriteAllTextAsync(path, content, Utf8, cancellationToken);
    }
}
