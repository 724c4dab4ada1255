using System.Collections.Immutable;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Conflicts;

/// <summary>What a three-way merge gave.</summary>
/// <param name="Row">The merged values of the merged columns; never an unknown one.</param>
/// <param name="Collisions">The columns that both sides had changed to different values, in order.</param>
public sealed record MergedRow(Row Row, ImmutableArray<string> Collisions);
