using System.Collections.Immutable;
using OrleansSync.Helix.Artifacts;

namespace OrleansSync.Testing.Helix;

/// <summary>The twin of the artifact stores.</summary>
public sealed class InMemoryArtifactStore : PortTwin, IArtifactStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, byte[]> values = new(StringComparer.Ordinal);

    public Task PutAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => RunAsync(
        nameof(PutAsync),
        () =>
        {
            ArtifactKey.Check(key);
            lock (gate)
            {
                values[key] = value.ToArray();
            }

            return true;
        },
        cancellationToken);

    public Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken) => RunAsync(
        nameof(FindAsync),
        () =>
        {
            ArtifactKey.Check(key);
            lock (gate)
            {
                return values.GetValueOrDefault(key);
            }
        },
        cancellationToken);

    public Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken) => RunAsync(
        nameof(ListAsync),
        () =>
        {
            ArtifactKey.Check(prefix.TrimEnd('/'));
            lock (gate)
            {
                return values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToImmutableArray();
            }
        },
        cancellationToken);

    public Task DeleteAsync(ImmutableArray<string> keys, CancellationToken cancellationToken) => RunAsync(
        nameof(DeleteAsync),
        () =>
        {
            lock (gate)
            {
                foreach (var key in keys)
                {
                    values.Remove(key);
                }
            }

            return true;
        },
        cancellationToken);
}
