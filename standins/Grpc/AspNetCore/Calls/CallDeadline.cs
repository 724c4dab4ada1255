using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The deadline of one call. Either it ends the call or the handler does: whoever comes first.</summary>
internal sealed class CallDeadline : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Func<Task> exceed;
    private readonly Timer? timer;
    private readonly CancellationTokenSource cancellation;
    private Task? exceeding;
    private bool ended;

    public CallDeadline(TimeSpan timeout, Func<Task> exceed, CancellationToken aborted)
    {
        this.exceed = exceed;
        Deadline = DateTime.UtcNow + timeout;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        timer = DeadlineTimer.Start(timeout, Exceed);
    }

    public DateTime Deadline { get; }

    /// <summary>Cancelled when the deadline passed or the client is gone.</summary>
    public CancellationToken Token => cancellation.Token;

    public bool IsExceeded => Volatile.Read(ref exceeding) is not null;

    /// <summary>Ends the call for the handler; false when the deadline did so before, and is done with it.</summary>
    public async Task<bool> TryEndAsync()
    {
        Task? pending;
        lock (gate)
        {
            pending = exceeding;
            ended = true;
        }

        if (pending is null)
        {
            return true;
        }

        await pending;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync();
        }

        await TryEndAsync();
        cancellation.Dispose();
    }

    private void Exceed()
    {
        lock (gate)
        {
            if (!ended && exceeding is null)
            {
                exceeding = ExceedAsync();
            }
        }
    }

    private async Task ExceedAsync()
    {
        // Off the lock and off the timer's thread.
        await Task.Yield();
        try
        {
            await exceed();
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection went away at the same moment: there is nobody left to tell.
        }
        finally
        {
            await cancellation.CancelAsync();
        }
    }
}
