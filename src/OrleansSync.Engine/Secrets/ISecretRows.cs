using System.Collections.Immutable;

namespace OrleansSync.Engine.Secrets;

/// <summary>
/// Encrypted secrets as durable rows; a port. Every method may be repeated without harm, and throws
/// <see cref="Errors.SyncError.MetastoreUnavailable"/> when the metastore cannot be reached.
/// </summary>
public interface ISecretRows
{
    /// <summary>Adds a version, unless it is there, and removes all but the <paramref name="kept"/> newest of its owner, in one transaction.</summary>
    Task AddAsync(SecretOwner owner, StoredSecret secret, int kept, CancellationToken cancellationToken);

    /// <summary>The versions of an owner, the newest first.</summary>
    Task<ImmutableArray<StoredSecret>> ListAsync(SecretOwner owner, CancellationToken cancellationToken);

    /// <summary>Removes a version, if it is there.</summary>
    Task RemoveAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken);

    /// <summary>Removes a version unless it is the only one of its owner; true when it was removed.</summary>
    Task<bool> RetireAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken);

    /// <summary>The versions of several resources' secrets of one name, the newest first; nothing of a resource that has none.</summary>
    Task<ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>> ListVersionsAsync(string kind, string name, ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Removes every secret of a resource.</summary>
    Task RemoveAllAsync(string kind, Guid id, CancellationToken cancellationToken);

    /// <summary>Secrets whose newest version ends before an instant, the most urgent first.</summary>
    Task<ImmutableArray<ExpiringSecret>> ListExpiringAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
