namespace OrleansSync.Engine.Parking;

/// <summary>
/// When a parked row is tried again: exponential, capped, spread by the row's own key instead of by chance, so that equal runs have
/// equal schedules. Pure.
/// </summary>
/// <param name="First">Delay after the first attempt; above zero.</param>
/// <param name="Max">Longest delay; at least <paramref name="First"/>.</param>
/// <param name="AttemptsMax">After so many attempts the row waits for a person.</param>
public sealed record RetrySchedule(TimeSpan First, TimeSpan Max, int AttemptsMax)
{
    /// <summary>One minute, doubled up to six hours, twenty attempts (about three days).</summary>
    public static readonly RetrySchedule Default = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(6), 20);

    /// <summary>
    /// The delay after attempt number <paramref name="attempt"/> (from 1): between a half and the whole of First × 2^(attempt-1), at most
    /// Max. Whole microseconds. Null when nothing but a person, or the event named by the reason, releases the row.
    /// </summary>
    public TimeSpan? DelayAfter(ParkReason reason, int attempt, ulong spread)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        if (!IsRetried(reason) || attempt >= AttemptsMax)
        {
            return null;
        }

        var whole = attempt > 40 ? Max.Ticks : (long)Math.Min(Max.Ticks, First.Ticks * Math.Pow(2, attempt - 1));
        var delay = (whole / 2) + (long)(spread % (ulong)((whole / 2) + 1));
        return TimeSpan.FromTicks(delay - (delay % TimeSpan.TicksPerMicrosecond)); // As the metastore keeps it.
    }

    /// <summary>True when time alone may heal it; the others wait for a person or, a dangling lookup, also for its parent.</summary>
    public static bool IsRetried(ParkReason reason) => reason switch
    {
        ParkReason.DanglingLookup or ParkReason.UnknownPerson or ParkReason.TransientFailure or ParkReason.Contended or ParkReason.WriteRefused
            or ParkReason.ValueUnknown or ParkReason.OutcomeUnknown => true,
        ParkReason.Conflict or ParkReason.NoList or ParkReason.ValueRefused or ParkReason.DuplicateKey or ParkReason.UnknownKey or ParkReason.AmbiguousMatch => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
