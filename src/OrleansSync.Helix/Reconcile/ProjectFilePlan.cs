using System.Collections.Immutable;

namespace OrleansSync.Helix.Reconcile;

/// <summary>What a reconcile would make of a helix.toml, before it is written.</summary>
/// <param name="Text">The whole new file.</param>
/// <param name="Changes">What changes, a sentence each; empty when nothing does.</param>
/// <param name="Warnings">What a person should know, for instance that a name was taken.</param>
public sealed record ProjectFilePlan(string Text, ImmutableArray<string> Changes, ImmutableArray<string> Warnings);
