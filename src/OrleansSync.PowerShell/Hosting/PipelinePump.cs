using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>
/// Runs asynchronous work on the pipeline's thread: everything that is awaited comes back to the thread that called <see cref="Run"/>, where alone
/// objects may be emitted. The thread waits for the next thing to do, never for a task.
/// </summary>
internal sealed class PipelinePump : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> queue = [];

    private PipelinePump()
    {
    }

    /// <summary>Runs the work to its end and throws what it threw.</summary>
    public static void Run(Func<Task> work)
    {
        var before = Current;
        var pump = new PipelinePump();
        SetSynchronizationContext(pump);
        try
        {
            var ended = work();
            _ = ended.ContinueWith(_ => pump.queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in pump.queue.GetConsumingEnumerable())
            {
                callback(state);
            }

            if (ended.Exception is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
            }

            if (ended.IsCanceled)
            {
                throw new OperationCanceledException();
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The work has ended; what still comes was awaited by nobody.
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The pipeline's thread is reached by Post.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
