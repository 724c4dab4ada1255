namespace OrleansSync.Helix.Client.Sources;

/// <summary>A file of a queries folder.</summary>
/// <param name="Path">Below the folder, as the cloud says it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Changed">Its last change, UTC.</param>
internal readonly record struct FoundFile(string Path, long Length, DateTime Changed)
{
    /// <summary>The whole path.</summary>
    public string PathIn(string folder) => System.IO.Path.Combine(folder, Path.Replace('/', System.IO.Path.DirectorySeparatorChar));
}
