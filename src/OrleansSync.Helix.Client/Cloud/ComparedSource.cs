using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A cluster's source, compared with files at hand.</summary>
/// <param name="Source">Without contents; without files when they are the same.</param>
/// <param name="IsSame">True when the cluster's files are those at hand, by path and fingerprint.</param>
public sealed record ComparedSource(SourceSet Source, bool IsSame);
