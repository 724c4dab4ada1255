using System.Diagnostics;

namespace OrleansSync.Engine.Conflicts;

/// <summary>Applies a policy to a conflict. Pure: the same three versions give the same answer to push and to pull.</summary>
public static class ConflictResolver
{
    /// <summary>Decides a conflict of two sides of which at least one is there.</summary>
    public static Resolution Resolve(ConflictPolicy policy, Conflict conflict, Rows.MappedColumns columns) => policy switch
    {
        ConflictPolicy.SourceWins => new Resolution.RowWins(),
        ConflictPolicy.TargetWins => new Resolution.ItemWins(),
        ConflictPolicy.Manual => new Resolution.AskPerson(),
        ConflictPolicy.LatestWins or ConflictPolicy.FieldMerge when conflict.Row.IsDeleted => new Resolution.ItemWins(),
        ConflictPolicy.LatestWins or ConflictPolicy.FieldMerge when conflict.Item.IsDeleted => new Resolution.RowWins(),
        ConflictPolicy.LatestWins latest => Later(latest, conflict),
        ConflictPolicy.FieldMerge merge => Merge(merge, conflict, columns),
        _ => throw new UnreachableException(),
    };

    private static Resolution Later(ConflictPolicy.LatestWins policy, Conflict conflict) =>
        conflict.Row.ChangedAt is not { } row || conflict.Item.ModifiedAt is not { } item || (row - item).Duration() <= policy.SkewTolerance
            ? Of(policy.Tie)
            : row > item ? new Resolution.RowWins() : new Resolution.ItemWins();

    private static Resolution Merge(ConflictPolicy.FieldMerge policy, Conflict conflict, Rows.MappedColumns columns)
    {
        // Both are there: a delete was decided before.
        var merged = FieldMerge.Merge(columns.Both, conflict.Row.Row!, conflict.Item.Row!, conflict.Base, policy.Tie);
        return merged.Collisions.Length > 0 && policy.Tie == Tie.Manual
            ? new Resolution.AskPerson()
            : new Resolution.Merged(merged.Row, merged.Collisions.Length > 0);
    }

    private static Resolution Of(Tie tie) => tie switch
    {
        Tie.Source => new Resolution.RowWins(),
        Tie.Target => new Resolution.ItemWins(),
        Tie.Manual => new Resolution.AskPerson(),
        _ => throw new UnreachableException(),
    };
}
