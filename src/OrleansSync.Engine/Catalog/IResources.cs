using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Engine.Catalog;

/// <summary>
/// One kind of resource as durable rows. Every change is one transaction: the row, its revision and the answer to the
/// request id are there together or not at all. When the store cannot be reached, any method throws
/// <see cref="SyncError.MetastoreUnavailable"/>; after a failed change the outcome may be unknown, so read again.
/// </summary>
/// <typeparam name="TSpec">What is declared of the resource.</typeparam>
public interface IResources<TSpec>
    where TSpec : class, ICatalogSpec
{
    /// <summary>The resource, or null.</summary>
    Task<Resource<TSpec>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The resource of this parent and <see cref="ICatalogSpec.NameKey"/>, or null.</summary>
    Task<Resource<TSpec>?> FindByNameAsync(Guid? parentId, string nameKey, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> resources whose id follows <paramref name="after"/>, in the order of their ids.</summary>
    /// <param name="parentId">Only those of this parent; null for all.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<Resource<TSpec>>> ListAsync(Guid? parentId, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>The first answer to this request, or null when it was not made within <see cref="RequestKey.Retention"/>.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.RequestIdReused"/>.</exception>
    Task<ResourceAnswer<TSpec>?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken);

    /// <summary>Adds the resource; the first answer when the request was made before.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.NameTaken"/>, <see cref="SyncError.RequestIdReused"/>, <see cref="SyncError.NotFound"/> (the parent).</exception>
    Task<Resource<TSpec>> CreateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken);

    /// <summary>Replaces the resource whose revision is one less; the first answer when the request was made before.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.EtagMismatch"/>, <see cref="SyncError.NotFound"/>, <see cref="SyncError.NameTaken"/>,
    /// <see cref="SyncError.RequestIdReused"/>.</exception>
    Task<Resource<TSpec>> UpdateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken);

    /// <summary>Keeps this as the answer to a request that changes nothing, as long as the resource is at its revision; the first answer when the request was made before.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.EtagMismatch"/>, <see cref="SyncError.NotFound"/>, <see cref="SyncError.RequestIdReused"/>.</exception>
    Task<Resource<TSpec>> AnswerAsync(Resource<TSpec> resource, RequestKey request, CancellationToken cancellationToken);

    /// <summary>Removes the resource at this revision; does nothing when the request was made before.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.EtagMismatch"/>, <see cref="SyncError.NotFound"/>, <see cref="SyncError.ResourceInUse"/>,
    /// <see cref="SyncError.RequestIdReused"/>.</exception>
    Task DeleteAsync(Guid id, long revision, RequestKey? request, CancellationToken cancellationToken);
}
