namespace OrleansSync.Helix.Artifacts;

/// <summary>Checks keys, so that no store has to trust its callers.</summary>
public static class ArtifactKey
{
    /// <summary>Longest key in characters; S3 takes 1,024 bytes.</summary>
    public const int LengthMax = 512;

    /// <summary>Refuses a key that a file system or S3 could read in another way.</summary>
    /// <exception cref="ArgumentException">The key is not one.</exception>
    public static void Check(string key)
    {
        if (key.Length is 0 or > LengthMax || key.Split('/').Any(segment => segment.Length == 0 || segment[0] == '.' || !segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            throw new ArgumentException("The key of an artifact is letters, digits, '-', '_' and '.', in segments that do not begin with a dot.", nameof(key));
        }
    }
}
