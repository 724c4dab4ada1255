using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Runs one activation's code, one piece after the other, on threads of the pool: what a grain awaits comes back to here.</summary>
internal sealed class ActivationScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    // So that one busy activation does not keep a thread for itself.
    private const int PiecesAtOnce = 64;

    private readonly ConcurrentQueue<Task> queue = new();
    private int pending;

    public override int MaximumConcurrencyLevel => 1;

    public void Execute()
    {
        RuntimeContext.Current = activation;
        var done = 0;
        try
        {
            while (done < PiecesAtOnce && queue.TryDequeue(out var task))
            {
                done++;
                TryExecuteTask(task);
            }
        }
        finally
        {
            RuntimeContext.Current = null;
            if (Interlocked.Add(ref pending, -done) > 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    /// <summary>Starts an asynchronous piece of work without the context of whoever starts it.</summary>
    public Task Run(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
        }
    }

    public void Post(Action work) => Run(() =>
    {
        work();
        return Task.CompletedTask;
    });

    protected override void QueueTask(Task task)
    {
        queue.Enqueue(task);
        if (Interlocked.Increment(ref pending) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // Only from the activation's own thread: there it is next in line anyway.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && RuntimeContext.Current == activation && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => queue;
}
