using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OrleansSync.Emulator.Control;

/// <summary>Tells watchers each request that was answered. A watcher that does not keep up misses the oldest.</summary>
internal sealed class TrafficFeed
{
    private const int RecentMax = 200;
    private const int WaitingMax = 1000;
    private readonly Lock gate = new();
    private readonly Queue<TrafficEntry> recent = new();
    private readonly List<Channel<TrafficEntry>> watchers = [];
    private long count;

    /// <summary>True when somebody watches; the last entries are kept even when nobody does, but not those of batch members.</summary>
    public bool IsWatched
    {
        get
        {
            lock (gate)
            {
                return watchers.Count > 0;
            }
        }
    }

    /// <summary>The number of the last entry, 0 when there is none.</summary>
    public long Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    public void Add(Func<long, TrafficEntry> make)
    {
        lock (gate)
        {
            var entry = make(++count);
            recent.Enqueue(entry);
            if (recent.Count > RecentMax)
            {
                recent.Dequeue();
            }

            foreach (var watcher in watchers)
            {
                watcher.Writer.TryWrite(entry);
            }
        }
    }

    /// <summary>The last entries, and then each new one.</summary>
    public async IAsyncEnumerable<TrafficEntry> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<TrafficEntry>(new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            foreach (var entry in recent)
            {
                channel.Writer.TryWrite(entry);
            }

            watchers.Add(channel);
        }

        try
        {
            await foreach (var entry in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return entry;
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }
}
