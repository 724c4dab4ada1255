namespace Grpc.AspNetCore.Server;

/// <summary>The names of the services that are mapped.</summary>
internal sealed class ServiceRegistry
{
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
}
