using System.Collections.Immutable;

namespace OrleansSync.Helix.Reconcile;

/// <summary>What a sync would do to one side, before it does it. Paths are sorted by their bytes.</summary>
/// <param name="Verdict">Which way.</param>
/// <param name="Creates">Paths that the changed side lacks.</param>
/// <param name="Changes">Paths whose content differs.</param>
/// <param name="Extra">Paths that only the changed side has; removed only when asked to.</param>
public sealed record SyncPlan(SyncVerdict Verdict, ImmutableArray<string> Creates, ImmutableArray<string> Changes, ImmutableArray<string> Extra)
{
    /// <summary>True when files that somebody may have edited would be overwritten.</summary>
    public bool Overwrites => !Changes.IsEmpty;
}
