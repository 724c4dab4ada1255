namespace OrleansSync.SharePoint.Graph;

/// <summary>What came of a call. Dispose it when its body is read.</summary>
internal sealed class GraphAnswer(GraphDelivery delivery, int status, PooledBuffer? body) : IDisposable
{
    /// <summary>How far the request came.</summary>
    public GraphDelivery Delivery => delivery;

    /// <summary>The status; 0 without an answer.</summary>
    public int Status => status;

    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => status is >= 200 and < 300;

    /// <summary>True for a 429 that is about the size of the list, not about the rate of calls.</summary>
    public bool IsThreshold { get; init; }

    /// <summary>True when the service asks to wait: 429 or 503.</summary>
    public bool IsThrottled => status is 429 or 503 && !IsThreshold;

    /// <summary>When the service may be called again, if it asked to wait.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The Location header, or null.</summary>
    public Uri? Location { get; init; }

    /// <summary>The service's id of the call, for its support; null without an answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body => body?.Written ?? default;

    /// <summary>The refusal in the body.</summary>
    public GraphError Error => GraphError.Read(Body.Span);

    public void Dispose() => body?.Dispose();
}
