using System.Collections.Immutable;
using System.Text.Json;

namespace OrleansSync.SharePoint.Webhooks;

/// <summary>Reads what the service posts: notifications of several subscriptions at once (sharepoint-graph.md 8.4, 8.7).</summary>
public static class NotificationReader
{
    /// <summary>The notifications that carry a client state of ours, in their order, and how many did not.</summary>
    /// <param name="body">JSON: <c>{"value":[{"clientState":...,"lifecycleEvent":...}]}</c>; what else it holds is not looked at.</param>
    /// <param name="key">The server's key.</param>
    /// <exception cref="JsonException">It is not of this shape.</exception>
    public static (ImmutableArray<ListNotification> Ours, int Foreign) Read(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> key)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("Notifications are an array named value.");
        }

        var (ours, foreign) = (ImmutableArray.CreateBuilder<ListNotification>(), 0);
        foreach (var notification in value.EnumerateArray())
        {
            if (ClientState.Find(key, Text(notification, "clientState")) is { } list)
            {
                ours.Add(new(list, KindOf(Text(notification, "lifecycleEvent"))));
            }
            else
            {
                foreign++;
            }
        }

        return (ours.ToImmutable(), foreign);
    }

    // What the service may say one day is a hint to look, like all the others.
    private static NotificationKind KindOf(string? lifecycleEvent) => lifecycleEvent switch
    {
        "reauthorizationRequired" => NotificationKind.ReauthorizationRequired,
        "subscriptionRemoved" => NotificationKind.SubscriptionRemoved,
        "missed" => NotificationKind.Missed,
        _ => NotificationKind.Changed,
    };

    private static string? Text(JsonElement notification, string name) =>
        notification.ValueKind == JsonValueKind.Object && notification.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
