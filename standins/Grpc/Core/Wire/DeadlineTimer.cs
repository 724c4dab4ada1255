namespace Grpc.Wire;

/// <summary>The timer of a deadline, alike on both sides: the server's, started later, then almost never beats the client's.</summary>
internal static class DeadlineTimer
{
    // The timer may tick a little before the clock does.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(15);

    /// <summary>Calls back when the time is over; null for a time beyond 49 days, which no timer can wait for.</summary>
    public static Timer? Start(TimeSpan timeout, Action exceed) => (timeout + Slack).TotalMilliseconds < uint.MaxValue - 1
        ? new Timer(_ => exceed(), null, timeout + Slack, Timeout.InfiniteTimeSpan)
        : null;
}
