using OrleansSync.Engine.Keys;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// The greatest numbers that a watermark had, and when they were seen: a number does not tell when it was drawn, so a
/// reader that has seen it is the only one who can say that every transaction of that time has ended. Kept in memory: a
/// reader that starts waits for the transactions of its first look. For one thread at a time.
/// </summary>
internal sealed class NumberHistory
{
    private const int Most = 256;
    private readonly List<(DateTimeOffset At, Watermark Greatest)> _seen = [];

    /// <summary>True when no number was seen yet.</summary>
    public bool IsEmpty => _seen.Count == 0;

    /// <summary>Notes the greatest number of now. The time must be taken after the number.</summary>
    public void Add(DateTimeOffset at, Watermark greatest)
    {
        // Of equal numbers the earliest says most; a smaller one says nothing, its row was deleted.
        if (_seen.Count > 0 && greatest <= _seen[^1].Greatest)
        {
            return;
        }

        _seen.Add((at, greatest));
        if (_seen.Count > Most)
        {
            // Any one of them can be forgotten: then less is taken for settled.
            _seen.RemoveAt(Most / 2);
        }
    }

    /// <summary>
    /// The bounds; null when nothing was seen before the oldest open writer began. What a first look found is the least that is settled:
    /// the look waited for its writers.
    /// </summary>
    public WatermarkBounds? Bounds(TableHorizon horizon, TimeSpan overlap)
    {
        var last = _seen.FindLastIndex(seen => horizon.OldestWriter is not { } began || seen.At < began);
        if (last < 0)
        {
            return null;
        }

        var settled = Math.Clamp(_seen.FindLastIndex(seen => seen.At <= horizon.Settled - overlap), 0, last);
        _seen.RemoveRange(0, settled);
        return new WatermarkBounds(_seen[last - settled].Greatest, _seen[0].Greatest);
    }
}
