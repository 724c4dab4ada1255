using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Reads how a table of a declared database is now; a port.</summary>
public interface ITableFacts
{
    /// <summary>The table; null when there is none, or the role may not see it.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.NotFound"/> (the database or its primary), <see cref="SyncError.TableUnavailable"/>, <see cref="SyncError.TableRefused"/>.</exception>
    Task<RelationInfo?> FindAsync(Guid databaseId, RelationName name, CancellationToken cancellationToken);

    /// <summary>What the role that signs in may do with the table; null when there is none.</summary>
    /// <param name="databaseId">The database.</param>
    /// <param name="name">The table.</param>
    /// <param name="columns">The columns that are to be read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException">As above.</exception>
    Task<RoleAccess?> FindAccessAsync(Guid databaseId, RelationName name, ImmutableArray<string> columns, CancellationToken cancellationToken);
}
