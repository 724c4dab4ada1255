using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A cluster's source, compared with files at hand.</summary>
/// <param name="SourceId">The deployment that made the source; a source never changes under its id.</param>
/// <param name="Source">Without contents; without files when they are the same.</param>
/// <param name="IsSame">True when the cluster's files are those at hand, by path and fingerprint.</param>
public sealed record ComparedSource(string SourceId, SourceSet Source, bool IsSame);
