namespace OrleansSync.SharePoint.Graph;

/// <summary>One call of Graph.</summary>
internal sealed record GraphRequest
{
    /// <summary>The verb.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path after the version, with its query: <c>sites/{id}/lists</c>; or a link as Graph gave it.</summary>
    public required string Path { get; init; }

    /// <summary>JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The version that the resource must have; null for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The Prefer header; null for none.</summary>
    public string? Prefer { get; init; }

    /// <summary>Longest wait for the answer; null for the option's.</summary>
    public TimeSpan? Timeout { get; init; }
}
