using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tables;

/// <summary>A reader that stands before another one and puts other values in place of some of those that it read, before anything is compared or hashed.</summary>
/// <param name="table">Reads the table.</param>
public abstract class ResolvingTableReader(ITableReader table) : ITableReader
{
    /// <inheritdoc/>
    public async Task<TableBatch> ReadChangesAsync(SyncDefinition definition, Cursor? cursor, int limit, CancellationToken cancellationToken)
    {
        var batch = await table.ReadChangesAsync(definition, cursor, limit, cancellationToken);
        return batch with { Changes = await ResolveAsync(definition, batch.Changes, cancellationToken) };
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RowView>> FindRowsAsync(SyncDefinition definition, ImmutableArray<RowKey> keys, CancellationToken cancellationToken) =>
        await ResolveAsync(definition, await table.FindRowsAsync(definition, keys, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ScanKeysAsync(SyncDefinition definition, Action<SyncKey> seen, CancellationToken cancellationToken) => table.ScanKeysAsync(definition, seen, cancellationToken);

    /// <inheritdoc/>
    public async Task<Cursor?> ScanRowsAsync(SyncDefinition definition, bool withRows, Action<ScannedRow> seen, CancellationToken cancellationToken) =>
        await ResolvesAsync(definition, cancellationToken) ? null : await table.ScanRowsAsync(definition, withRows, seen, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<RowKey>> FindKeysAsync(SyncDefinition definition, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken) =>
        table.FindKeysAsync(definition, wanted, limit, cancellationToken);

    /// <summary>True when the definition has values to be resolved.</summary>
    protected abstract Task<bool> ResolvesAsync(SyncDefinition definition, CancellationToken cancellationToken);

    /// <summary>The rows with the values resolved; one for each, in their order.</summary>
    protected abstract Task<ImmutableArray<RowView>> ResolveAsync(SyncDefinition definition, ImmutableArray<RowView> views, CancellationToken cancellationToken);
}
