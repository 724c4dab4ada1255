using System.Threading.Channels;

namespace OrleansSync.Emulator.Tests;

/// <summary>A clock that stands still and whose timers run off when the test says so.</summary>
internal sealed class TimerClock : TimeProvider
{
    private readonly Channel<Armed> armed = Channel.CreateUnbounded<Armed>();

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Armed(callback, state, dueTime);
        armed.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>Waits until something waits for a time, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan time) => (await WaitedForAsync(time))();

    /// <summary>Waits until something waits for a time; call the answer to let that time pass.</summary>
    public async Task<Action> WaitedForAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Armed timer;
        do
        {
            timer = await armed.Reader.ReadAsync(patience.Token);
        }
        while (timer.Due != time);
        return timer.Run;
    }

    private sealed class Armed(TimerCallback callback, object? state, TimeSpan due) : ITimer
    {
        public TimeSpan Due { get; } = due;

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
