namespace OrleansSync.Helix.Sources;

/// <summary>How much source one deploy may have.</summary>
/// <param name="FilesMax">Files.</param>
/// <param name="BytesMax">Bytes of UTF-8 of all that is sent.</param>
public sealed record SourceLimits(int FilesMax, long BytesMax);
