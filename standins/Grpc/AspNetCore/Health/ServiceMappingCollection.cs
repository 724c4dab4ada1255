using System.Collections;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The mappings, one for each gRPC service.</summary>
public sealed class ServiceMappingCollection : ICollection<ServiceMapping>
{
    private readonly List<ServiceMapping> mappings = [];

    /// <inheritdoc />
    public int Count => mappings.Count;

    bool ICollection<ServiceMapping>.IsReadOnly => false;

    /// <summary>Maps a service, in place of a mapping that it has.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        Remove(name);
        Add(new ServiceMapping(name, predicate));
    }

    /// <summary>Adds a mapping; the service must not have one.</summary>
    public void Add(ServiceMapping service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (Find(service.Name) is not null)
        {
            throw new ArgumentException($"The service '{service.Name}' is mapped already.", nameof(service));
        }

        mappings.Add(service);
    }

    /// <summary>Removes the mapping of a service.</summary>
    public void Remove(string name) => mappings.RemoveAll(mapping => mapping.Name == name);

    /// <inheritdoc />
    public void Clear() => mappings.Clear();

    /// <inheritdoc />
    public IEnumerator<ServiceMapping> GetEnumerator() => mappings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<ServiceMapping>.Contains(ServiceMapping item) => mappings.Contains(item);

    void ICollection<ServiceMapping>.CopyTo(ServiceMapping[] array, int arrayIndex) => mappings.CopyTo(array, arrayIndex);

    bool ICollection<ServiceMapping>.Remove(ServiceMapping item) => mappings.Remove(item);

    internal ServiceMapping? Find(string name) => mappings.Find(mapping => mapping.Name == name);
}
