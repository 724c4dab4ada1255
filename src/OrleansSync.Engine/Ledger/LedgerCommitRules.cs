using OrleansSync.Engine.Parking;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Ledger;

/// <summary>
/// What a commit must keep so that every store understands it alike. Breaking it is a fault of ours, found before anything is changed.
/// </summary>
public static class LedgerCommitRules
{
    /// <summary>
    /// Checks that everything is of the commit's definition, that no entry and no parked row or item is there twice, that an entry is not
    /// both kept and removed, that what a push set aside has its key and what a pull set aside its item, that entries that move are whole, that the
    /// cursor's list is one, and that times are whole microseconds, which is what stores keep.
    /// </summary>
    /// <exception cref="ArgumentException">A rule is broken; the message names it and no values.</exception>
    public static void Check(LedgerCommit commit)
    {
        var keys = commit.Entries.Select(entry => entry.Key).ToHashSet();
        Require(keys.Count == commit.Entries.Length, "has an entry twice");
        Require(!commit.Removed.Any(keys.Contains), "keeps and removes the same entry");
        Require(commit.Entries.All(entry => entry.Definition == commit.Definition) && commit.Parked.All(parked => parked.Definition == commit.Definition), "holds something of another definition");
        Require(commit.Entries.All(entry => IsWhole(entry.CreatedAt) && IsWhole(entry.ChangedAt)), "has an entry whose time is not in whole microseconds");
        Require(commit.Entries.All(entry => entry.MovedItem is null || entry.MovingTo is not null), "has an entry with a moved item and no list that it moved to");
        Require(commit.CursorList is null || (commit.Cursor is not null && commit.CursorList.Value.Value > 0), "names a list whose cursor moves without a cursor, or one that is no list");
        Check(commit.Parked);
    }

    private static void Check(IReadOnlyCollection<Parked> parked)
    {
        foreach (var one in parked)
        {
            Require(one.Direction is SyncDirection.Push or SyncDirection.Pull, "sets something aside in no direction");
            Require(one.Direction == SyncDirection.Push ? one.Key is not null : one.Item is not null, "sets something aside without its name");
            Require(one.RowKey is null || one.Key is not null, "sets a row aside with half of its key");
            Require(one.DueAt is not { } due || IsWhole(due), "sets something aside until a time that is not in whole microseconds");
        }

        Require(parked.Select(one => one.Direction == SyncDirection.Push ? (object)one.Key! : one.Item!).Distinct().Count() == parked.Count, "sets something aside twice");
    }

    private static bool IsWhole(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMicrosecond == 0;

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"The commit {problem}.");
        }
    }
}
