namespace OrleansSync.Helix.Client.Sources;

/// <summary>A file as it was when its fingerprint was taken.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Changed">Its last change, UTC.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal readonly record struct StampedFile(long Length, DateTime Changed, string Sha256);
