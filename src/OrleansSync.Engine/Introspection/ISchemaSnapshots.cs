using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>
/// What was introspected, as durable rows; a port. Every method throws <see cref="Errors.SyncError.MetastoreUnavailable"/> when the
/// metastore cannot be reached, and may be repeated.
/// </summary>
public interface ISchemaSnapshots
{
    /// <summary>
    /// Keeps a snapshot in place of the one before, in one transaction: tables and columns keep their ids, tables that are not there any
    /// more are marked, and what has changed is noted. A snapshot that is not later than the kept one changes nothing.
    /// </summary>
    Task<SnapshotSummary> SaveAsync(Guid databaseId, DatabaseSnapshot snapshot, DateTimeOffset takenAt, CancellationToken cancellationToken);

    /// <summary>The last snapshot in short; null before the first.</summary>
    Task<SnapshotSummary?> FindSummaryAsync(Guid databaseId, CancellationToken cancellationToken);

    /// <summary>Tables that are present, by schema and name in the order of their bytes.</summary>
    /// <param name="databaseId">Which database.</param>
    /// <param name="after">The last name of the page before; null for the first page.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<SchemaTable>> ListTablesAsync(Guid databaseId, RelationName? after, int limit, CancellationToken cancellationToken);

    /// <summary>The table, present or not; null when there never was one, or its database is gone.</summary>
    Task<SchemaTable?> FindTableAsync(Guid databaseId, SchemaTableId table, CancellationToken cancellationToken);

    /// <summary>The present table of that name, or null.</summary>
    Task<SchemaTable?> FindTableAsync(Guid databaseId, RelationName name, CancellationToken cancellationToken);

    /// <summary>What has changed, the newest first.</summary>
    /// <param name="databaseId">Which database.</param>
    /// <param name="before">Only what has a smaller <see cref="StoredDrift.Number"/>; null for the first page.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<StoredDrift>> ListDriftAsync(Guid databaseId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets everything about a database that is deleted.</summary>
    Task RemoveAsync(Guid databaseId, CancellationToken cancellationToken);
}
