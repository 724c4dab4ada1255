using System.Threading.Channels;

namespace OrleansSync.Bench.Standins.Grains;

/// <summary>The least that takes turns: a channel and one reader.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly Channel<Action> turns = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task reading;

    public Mailbox() => reading = Task.Run(async () =>
    {
        await foreach (var turn in turns.Reader.ReadAllAsync())
        {
            turn();
        }
    });

    public Task<T> CallAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Writer.TryWrite(() => answer.SetResult(work()));
        return answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        turns.Writer.Complete();
        await reading;
    }
}
