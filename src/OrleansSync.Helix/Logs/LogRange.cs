namespace OrleansSync.Helix.Logs;

/// <summary>A time whose lines are asked for.</summary>
/// <param name="From">The start, included.</param>
/// <param name="To">The end, not included.</param>
public sealed record LogRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    /// <summary>The range, or null when the start is not before the end, or too far before it.</summary>
    /// <param name="from">A quarter of an hour before the end when null.</param>
    /// <param name="to">Now when null.</param>
    /// <param name="now">The time.</param>
    public static LogRange? Of(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var end = to ?? now;
        var start = from ?? end - Usual;
        return start < end && end - start <= Longest ? new LogRange(start, end) : null;
    }
}
