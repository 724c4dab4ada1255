using System.Collections.Immutable;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Secrets;

/// <summary>
/// Keeps secrets of ours, encrypted. No method gives a value back; <see cref="ISecrets"/> does, to the parts that use it. All
/// methods throw <see cref="SyncError.MetastoreUnavailable"/> when the metastore cannot be reached.
/// </summary>
public interface ISecretStore
{
    /// <summary>
    /// Adds a version, which from now on is the newest. The one before stays valid until it is removed or two newer ones are put.
    /// </summary>
    /// <param name="owner">Whose.</param>
    /// <param name="value">1 byte up to the limit.</param>
    /// <param name="expiresAt">When the other side stops taking it; null when nobody knows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/>; <see cref="SyncError.SecretRefused"/> when the server's key does not fit the metastore.</exception>
    Task<SecretVersion> PutAsync(SecretOwner owner, SecretValue value, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>The versions that are valid, the newest first; empty when there is none.</summary>
    Task<ImmutableArray<SecretVersion>> ListVersionsAsync(SecretOwner owner, CancellationToken cancellationToken);

    /// <summary>The versions of several resources' secrets of one name, the newest first; nothing of a resource that has none.</summary>
    Task<ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>> ListVersionsAsync(string kind, string name, ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Ends a rotation: removes one of two versions. False when it is the only one, or gone already.</summary>
    Task<bool> RetireAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken);

    /// <summary>Removes one version, the only one too, or nothing when it is gone already: takes a put back.</summary>
    Task RemoveAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken);

    /// <summary>Removes every secret of a resource that is deleted.</summary>
    Task RemoveAllAsync(string kind, Guid id, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> secrets whose newest version ends before an instant, the most urgent first.</summary>
    Task<ImmutableArray<ExpiringSecret>> ListExpiringAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
