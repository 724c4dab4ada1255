using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>Limits of calls.</summary>
public abstract class MessagingOptions
{
    private TimeSpan responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for an answer; 30 seconds, longer under a debugger.</summary>
    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : responseTimeout;
        set => responseTimeout = value;
    }

    /// <summary>How long a caller waits under a debugger; 30 minutes.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a call whose caller stopped waiting is dropped before it starts.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>Whether the called method's token is cancelled when the caller stops waiting.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>Whether a caller that cancels waits for the called method to end.</summary>
    public bool WaitForCancellationAcknowledgement { get; set; }
}

/// <summary>Limits of a silo's calls.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for one grain, 0 for the stand-in's own limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
