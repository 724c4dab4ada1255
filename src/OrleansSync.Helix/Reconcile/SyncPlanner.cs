using System.Collections.Immutable;

namespace OrleansSync.Helix.Reconcile;

/// <summary>
/// Decides by fingerprints whether two sides differ, and by the newest differing file which is newer. Pure.
/// Within <see cref="TieWindow"/> clocks decide nothing.
/// </summary>
public static class SyncPlanner
{
    /// <summary>Times that are this near, the end included, are a tie.</summary>
    public static readonly TimeSpan TieWindow = TimeSpan.FromMilliseconds(5000);

    /// <summary>Compares both sides.</summary>
    public static SyncPlan Decide(SideState local, SideState cloud)
    {
        var differing = local.Files.Keys.Union(cloud.Files.Keys).Where(path => !IsSame(path, local, cloud)).ToList();
        if (differing.Count == 0)
        {
            return new SyncPlan(SyncVerdict.InSync, [], [], []);
        }

        var verdict = (local.Files.Count, cloud.Files.Count) switch
        {
            (_, 0) => SyncVerdict.Push,
            (0, _) => SyncVerdict.Pull,
            _ => Newer(NewestOf(local, differing), NewestOf(cloud, differing)),
        };
        return Plan(verdict, local, cloud);
    }

    /// <summary>What a push or a pull would change, whatever the times say.</summary>
    /// <param name="verdict">Which way; for an undecided comparison the plan shows a pull.</param>
    /// <param name="local">The project's files.</param>
    /// <param name="cloud">The cloud's files.</param>
    public static SyncPlan Plan(SyncVerdict verdict, SideState local, SideState cloud)
    {
        var (from, to) = verdict is SyncVerdict.Push ? (local, cloud) : (cloud, local);
        return new SyncPlan(
            verdict,
            Sorted(from.Files.Keys.Where(path => !to.Files.ContainsKey(path))),
            Sorted(from.Files.Keys.Where(path => to.Files.ContainsKey(path) && !IsSame(path, local, cloud))),
            Sorted(to.Files.Keys.Where(path => !from.Files.ContainsKey(path))));
    }

    private static bool IsSame(string path, SideState local, SideState cloud) =>
        local.Files.TryGetValue(path, out var mine) && cloud.Files.TryGetValue(path, out var theirs) && mine.Sha256 == theirs.Sha256;

    // One file without a time is enough not to know the newest.
    private static long? NewestOf(SideState side, List<string> paths)
    {
        long? newest = null;
        foreach (var path in paths)
        {
            if (!side.Files.TryGetValue(path, out var stamp))
            {
                continue;
            }

            if (stamp.LastModifiedMs is not { } time)
            {
                return null;
            }

            newest = Math.Max(newest ?? long.MinValue, time);
        }

        return newest;
    }

    private static SyncVerdict Newer(long? local, long? cloud)
    {
        if (local is not { } mine || cloud is not { } theirs)
        {
            return SyncVerdict.Undecided;
        }

        // Decimal: the difference of two times that somebody made up may not fit.
        var lead = (decimal)mine - theirs;
        return Math.Abs(lead) <= (decimal)TieWindow.TotalMilliseconds ? SyncVerdict.Undecided : lead > 0 ? SyncVerdict.Push : SyncVerdict.Pull;
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
}
