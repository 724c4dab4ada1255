using System.Text.Json.Serialization;

namespace OrleansSync.SharePoint.Webhooks;

/// <summary>A subscription to a list: the service says that something changed, never what (sharepoint-graph.md 8).</summary>
public sealed record Subscription
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it ends, unless it is renewed; at most 42,300 minutes after it was made.</summary>
    [JsonPropertyName("expirationDateTime")]
    public DateTimeOffset EndsAt { get; init; }
}
