namespace Grpc.AspNetCore.HealthChecks;

/// <summary>How the health service behaves.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>Which health checks decide for which gRPC service.</summary>
    public ServiceMappingCollection Services { get; } = new();

    /// <summary>Whether calls are answered with what was published last, instead of checks run for them.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>Whether watches go on when the application stops, instead of ending with NOT_SERVING.</summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}
