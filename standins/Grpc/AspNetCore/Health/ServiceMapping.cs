namespace Grpc.AspNetCore.HealthChecks;

/// <summary>A gRPC service and the health checks that decide for it.</summary>
public sealed class ServiceMapping
{
    /// <summary>Makes a mapping.</summary>
    public ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        Name = name;
        HealthCheckPredicate = predicate;
    }

    /// <summary>The gRPC service; "" for the server as a whole.</summary>
    public string Name { get; }

    /// <summary>Whether a check counts.</summary>
    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; }
}
