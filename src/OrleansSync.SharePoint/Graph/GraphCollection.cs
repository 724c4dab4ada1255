using System.Text.Json.Serialization;

namespace OrleansSync.SharePoint.Graph;

/// <summary>A page of a collection.</summary>
internal sealed record GraphCollection<T>
{
    public required IReadOnlyList<T> Value { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }
}
