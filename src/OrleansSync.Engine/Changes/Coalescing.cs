using System.Collections.Immutable;

namespace OrleansSync.Engine.Changes;

/// <summary>Several changes of one thing in a batch are one change: the last.</summary>
public static class Coalescing
{
    /// <summary>The last change of each key, in the order of those last changes.</summary>
    /// <param name="changes">In the order in which they were read.</param>
    /// <param name="key">What a change is of.</param>
    /// <param name="read">How many changes there were.</param>
    /// <param name="coalesced">How many of them a later one replaced.</param>
    public static ImmutableArray<TChange> LastWins<TChange, TKey>(IEnumerable<TChange> changes, Func<TChange, TKey> key, out long read, out long coalesced)
        where TKey : notnull
    {
        var all = changes.ToArray();
        var seen = new HashSet<TKey>();
        var kept = ImmutableArray.CreateBuilder<TChange>(all.Length);
        for (var index = all.Length - 1; index >= 0; index--)
        {
            if (seen.Add(key(all[index])))
            {
                kept.Add(all[index]);
            }
        }

        kept.Reverse();
        (read, coalesced) = (all.Length, all.Length - kept.Count);
        return kept.ToImmutable();
    }
}
