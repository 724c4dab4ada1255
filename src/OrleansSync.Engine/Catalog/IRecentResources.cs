using System.Collections.Immutable;

namespace OrleansSync.Engine.Catalog;

/// <summary>
/// One kind of resource as it was a moment ago, for parts that ask with each batch and would else ask the metastore as often. What was changed
/// through this server is seen at once; what was changed through another within <c>Catalog:KeepFor</c>.
/// </summary>
/// <typeparam name="TSpec">What is declared of the resource.</typeparam>
public interface IRecentResources<TSpec>
    where TSpec : class, ICatalogSpec
{
    /// <summary>Most resources of one parent that are listed.</summary>
    const int ListMax = 100;

    /// <summary>The resource, or null.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    ValueTask<Resource<TSpec>?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The first <see cref="ListMax"/> resources of a parent, in the order of their ids.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    ValueTask<ImmutableArray<Resource<TSpec>>> ListAsync(Guid parentId, CancellationToken cancellationToken);
}
