using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Tables;

namespace OrleansSync.Bench.TableReader;

/// <summary>One table for every definition.</summary>
internal sealed class OneSource(TableSource table) : ITableSources
{
    public ValueTask<TableSource> GetAsync(SyncDefinition definition, CancellationToken cancellationToken) => ValueTask.FromResult(table);
}
