using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>One table for every definition.</summary>
internal sealed class FixedSources(TableSource table) : ITableSources
{
    public ValueTask<TableSource> GetAsync(SyncDefinition definition, CancellationToken cancellationToken) => ValueTask.FromResult(table);
}
