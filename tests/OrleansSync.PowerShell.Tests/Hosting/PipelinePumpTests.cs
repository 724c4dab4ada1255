using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Tests.Hosting;

public sealed class PipelinePumpTests
{
    [Fact]
    public void Run_AwaitsOnOtherThreads_ComesBackToTheCallersEachTime()
    {
        var threads = new List<int>();
        PipelinePump.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                await Task.Run(() => threads.Count);
                await Task.Yield();
            }

            threads.Add(Environment.CurrentManagedThreadId);
        });

        Assert.Equal(51, threads.Count);
        Assert.Equal([Environment.CurrentManagedThreadId], threads.Distinct());
    }

    [Fact]
    public void Run_WorkThatThrows_ThrowsTheSame()
    {
        var thrown = new InvalidOperationException("as it was");
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => PipelinePump.Run(async () =>
        {
            await Task.Yield();
            throw thrown;
        })));
    }

    [Fact]
    public void Run_WorkThatIsCancelled_SaysSo()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => PipelinePump.Run(async () =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }));
    }

    [Fact]
    public void Run_Ended_LeavesTheContextAsItWas()
    {
        var before = SynchronizationContext.Current;
        PipelinePump.Run(async () => await Task.Yield());
        Assert.Same(before, SynchronizationContext.Current);
    }

    [Fact]
    public void Run_ContinuationAfterTheEnd_IsNotLost()
    {
        using var late = new ManualResetEventSlim();
        var gate = new TaskCompletionSource();
        PipelinePump.Run(async () =>
        {
            _ = LateAsync();
            await Task.Yield();
        });
        gate.SetResult();

        Assert.True(late.Wait(TimeSpan.FromSeconds(30)), "What came after the end never ran.");

        async Task LateAsync()
        {
            await gate.Task;
            late.Set();
        }
    }
}
