namespace OrleansSync.Engine.Databases;

/// <summary>Says where databases are now; a port, asked for each batch.</summary>
public interface IDatabaseEndpoints
{
    /// <summary>The active primary of a declared database; null when it has none for now.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NotFound"/>, <see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    ValueTask<DatabaseLocation?> FindPrimaryAsync(Guid databaseId, CancellationToken cancellationToken);
}
