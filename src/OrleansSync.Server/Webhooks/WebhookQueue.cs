using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OrleansSync.SharePoint.Webhooks;

namespace OrleansSync.Server.Webhooks;

/// <summary>Notifications that wait to be taken up. Those that say the same wait as one.</summary>
internal sealed class WebhookQueue(IOptions<WebhookOptions> options)
{
    private readonly Channel<ListNotification> channel = Channel.CreateUnbounded<ListNotification>();
    private readonly HashSet<ListNotification> waiting = [];
    private readonly Lock gate = new();

    /// <summary>Takes a notification; false when too many wait already.</summary>
    public bool TryAdd(ListNotification notification)
    {
        lock (gate)
        {
            if (waiting.Contains(notification))
            {
                return true;
            }

            return waiting.Count < options.Value.WaitingMax && waiting.Add(notification) && channel.Writer.TryWrite(notification);
        }
    }

    /// <summary>Each notification as it comes. What comes after it was given out, and says the same, is given out again.</summary>
    public async IAsyncEnumerable<ListNotification> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var notification in channel.Reader.ReadAllAsync(cancellationToken))
        {
            lock (gate)
            {
                waiting.Remove(notification);
            }

            yield return notification;
        }
    }
}
