using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.Tables;

/// <summary>Says which table a definition means, as the catalog has it. A port, since a definition itself holds only names.</summary>
internal interface ITableSources
{
    /// <summary>The table of a definition.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Engine.Errors.SyncException">The definition cannot be resolved.</exception>
    ValueTask<TableSource> GetAsync(SyncDefinition definition, CancellationToken cancellationToken);
}
