namespace OrleansSync.Helix.Client.Sources;

/// <summary>What is remembered of a cluster's source.</summary>
/// <param name="Id">The deployment that made it; a source never changes under its id.</param>
/// <param name="Fingerprint">Of its files, as <see cref="Helix.Sources.SourceHash.OfAll"/> makes it.</param>
/// <param name="HelixToml">The project file that came with it, or null.</param>
internal sealed record KnownSource(string Id, string Fingerprint, string? HelixToml);
