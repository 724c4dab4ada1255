namespace OrleansSync.Bench.SharePoint;

/// <summary>What a client's process is told to do, as a line of JSON.</summary>
internal sealed record Job
{
    public required string Kind { get; init; }

    public int First { get; init; }

    public int Count { get; init; }

    public int Page { get; init; }

    /// <summary>For <c>start</c>: Graph's root without the version, a token, the list's path, writes of a batch, batches in flight.</summary>
    public string Root { get; init; } = "";

    public string Token { get; init; } = "";

    public string List { get; init; } = "";

    public int Size { get; init; }

    public int Parallel { get; init; }
}
