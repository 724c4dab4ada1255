using System.Collections.Immutable;

namespace OrleansSync.Helix.Artifacts;

/// <summary>
/// Where build inputs and sources are kept: values by key. A key is segments of letters, digits, hyphens, underscores and dots, joined by slashes;
/// no segment begins with a dot. A port. Every method throws <see cref="ArtifactStoreException"/> when the store fails.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Stores a value whole or not at all; replaces what is there.</summary>
    Task PutAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);

    /// <summary>The value, or null.</summary>
    Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>The keys that begin with a prefix, which ends in a slash, ordered by their bytes.</summary>
    Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes values; keys that are not there are no failure.</summary>
    Task DeleteAsync(ImmutableArray<string> keys, CancellationToken cancellationToken);
}
