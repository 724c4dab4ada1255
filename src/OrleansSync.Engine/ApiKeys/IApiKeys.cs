using System.Collections.Immutable;

namespace OrleansSync.Engine.ApiKeys;

/// <summary>
/// API keys as durable rows. When the store cannot be reached, any method throws
/// <see cref="Errors.SyncError.MetastoreUnavailable"/>.
/// </summary>
public interface IApiKeys
{
    /// <summary>The key, revoked or not, or null.</summary>
    Task<ApiKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> keys whose id follows <paramref name="after"/>, in the order of their ids.</summary>
    Task<ImmutableArray<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NameTaken"/>.</exception>
    Task CreateAsync(ApiKeyRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the key if there is none at all, and says whether it did. <paramref name="beforeCommit"/> runs while no other
    /// server can do the same; when it fails nothing is added.
    /// </summary>
    Task<bool> CreateFirstAsync(ApiKeyRecord record, Func<CancellationToken, Task> beforeCommit, CancellationToken cancellationToken);

    /// <summary>Revokes the key and returns it; a key that is revoked stays as it is.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NotFound"/>, <see cref="Errors.SyncError.LastAdminKey"/>.</exception>
    Task<ApiKey> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);
}
