using OrleansSync.Engine.Databases;

namespace OrleansSync.Engine.Introspection;

/// <summary>Takes snapshots of users' databases; a port.</summary>
public interface IDatabaseIntrospector
{
    /// <summary>Reads the catalog, never a row of a table.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.TableUnavailable"/>, <see cref="Errors.SyncError.TableRefused"/>; the errors of secrets.</exception>
    Task<DatabaseSnapshot> ReadAsync(DatabaseLocation location, CancellationToken cancellationToken);
}
