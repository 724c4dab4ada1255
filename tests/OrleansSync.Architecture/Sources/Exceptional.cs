namespace OrleansSync.Architecture.Sources;

/// <summary>A place that may do what a rule forbids.</summary>
/// <param name="Path">The file, or a folder that ends in a slash.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record Exceptional(string Path, string Reason)
{
    /// <summary>True when the file is this place or in it.</summary>
    public bool Covers(string path) => Path.EndsWith('/') ? path.StartsWith(Path, StringComparison.Ordinal) : path == Path;
}
