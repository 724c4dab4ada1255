namespace OrleansSync.Emulator.Errors;

/// <summary>A refusal as the service words it; turned into an answer in one place, <see cref="Graph.GraphPipeline"/>.</summary>
internal sealed class GraphException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary><c>error.code</c>.</summary>
    public string Code { get; } = code;

    /// <summary>A start link for answers of 410, relative to the root of the version; else null.</summary>
    public string? Location { get; init; }

    /// <summary>Seconds for <c>Retry-After</c>; else null.</summary>
    public int? RetryAfter { get; init; }
}
