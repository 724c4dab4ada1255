namespace Grpc.AspNetCore.HealthChecks;

/// <summary>A health check that a mapping looks at.</summary>
public sealed class HealthCheckMapContext
{
    /// <summary>Makes a context.</summary>
    public HealthCheckMapContext(string name, IEnumerable<string> tags)
    {
        Name = name;
        Tags = tags;
    }

    /// <summary>The check's name.</summary>
    public string Name { get; }

    /// <summary>The check's tags.</summary>
    public IEnumerable<string> Tags { get; }
}
