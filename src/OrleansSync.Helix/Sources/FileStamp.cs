namespace OrleansSync.Helix.Sources;

/// <summary>What is known of a file without its content.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="LastModifiedMs">Milliseconds since 1970 in UTC; null when nobody knows.</param>
[GenerateSerializer, Immutable, Alias("Helix.FileStamp")]
public sealed record FileStamp([property: Id(0)] string Sha256, [property: Id(1)] long? LastModifiedMs);
