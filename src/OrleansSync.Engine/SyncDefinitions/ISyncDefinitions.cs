using System.Collections.Immutable;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>
/// Sync definitions as durable rows. Every change is one transaction: the row, its revision and the answer to the
/// request id are there together or not at all. When the store cannot be reached, any method throws
/// <see cref="Errors.SyncError.MetastoreUnavailable"/>; after a failed change the outcome may be unknown, so read again.
/// </summary>
public interface ISyncDefinitions
{
    /// <summary>The definition, or null.</summary>
    Task<SyncDefinition?> FindAsync(SyncDefinitionId id, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> definitions whose id follows <paramref name="after"/>, in the order of their ids.</summary>
    Task<ImmutableArray<SyncDefinition>> ListAsync(SyncDefinitionId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> versions of a definition below <paramref name="before"/>, the newest first; a deleted definition's too.</summary>
    Task<ImmutableArray<SyncDefinition>> ListVersionsAsync(SyncDefinitionId id, long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> definitions that are to run by themselves now: an interval is set, they are not suspended, none of their runs is under
    /// way, and the interval has passed since the last one ended.
    /// </summary>
    Task<ImmutableArray<SyncDefinitionId>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The definitions whose lookups point to this one, in the order of their ids.</summary>
    Task<ImmutableArray<SyncDefinitionId>> ListChildrenAsync(SyncDefinitionId parent, CancellationToken cancellationToken);

    /// <summary>True when a definition other than <paramref name="except"/> has this <see cref="SyncDefinitionSpec.NameKey"/>.</summary>
    Task<bool> IsNameTakenAsync(string nameKey, SyncDefinitionId? except, CancellationToken cancellationToken);

    /// <summary>The first answer to this request, or null when it was not made within <see cref="RequestKey.Retention"/>.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.RequestIdReused"/>.</exception>
    Task<SyncDefinitionAnswer?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken);

    /// <summary>Adds the definition; the first answer when the request was made before.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NameTaken"/>, <see cref="Errors.SyncError.RequestIdReused"/>,
    /// <see cref="Errors.SyncError.NotFound"/> (a database or list that it names).</exception>
    Task<SyncDefinition> CreateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken);

    /// <summary>Replaces the definition whose revision is one less; the first answer when the request was made before.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.EtagMismatch"/>, <see cref="Errors.SyncError.NotFound"/>,
    /// <see cref="Errors.SyncError.NameTaken"/>, <see cref="Errors.SyncError.RequestIdReused"/>.</exception>
    Task<SyncDefinition> UpdateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken);

    /// <summary>Keeps this as the answer to a request that changes nothing, as long as the definition is at its revision; the first answer when the request was made before.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.EtagMismatch"/>, <see cref="Errors.SyncError.NotFound"/>,
    /// <see cref="Errors.SyncError.RequestIdReused"/>.</exception>
    Task<SyncDefinition> AnswerAsync(SyncDefinition definition, RequestKey request, CancellationToken cancellationToken);

    /// <summary>Removes the definition at this revision; does nothing when the request was made before.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.EtagMismatch"/>, <see cref="Errors.SyncError.NotFound"/>,
    /// <see cref="Errors.SyncError.RequestIdReused"/>.</exception>
    Task DeleteAsync(SyncDefinitionId id, long revision, RequestKey? request, CancellationToken cancellationToken);
}
