using System.Collections.Immutable;

namespace OrleansSync.Helix.Builders;

/// <summary>News of a build.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Percent">0 to 100, a guess.</param>
/// <param name="Lines">Output that the caller has not seen.</param>
/// <param name="Cause">Why it failed; empty otherwise.</param>
public sealed record BuildProgress(BuildState State, int Percent, ImmutableArray<string> Lines, string Cause);
