using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer whose ticks are turns of one activation; it ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts the waiting anew.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>When a grain's timer ticks and how its ticks are scheduled.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>Makes them.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first tick; infinite means that the timer waits for <see cref="IGrainTimer.Change" />.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from the end of a tick to the next; infinite means one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run between the turns of calls.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use of the grain.</summary>
    public bool KeepAlive { get; init; }
}
