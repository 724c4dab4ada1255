using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tables;

/// <summary>
/// A definition's table, read. Changes nothing; every call may be repeated. When the database cannot be reached or refuses, any
/// method throws <see cref="Errors.SyncException"/>; a row that cannot be mapped is a <see cref="RowView.Unusable"/>, never an exception.
/// </summary>
public interface ITableReader
{
    /// <summary>
    /// Up to <paramref name="limit"/> changes after the cursor (null: from the beginning), never beyond the horizon: the oldest open writing
    /// transaction of the database. Rows that a page does not hold say nothing; deletes come from change capture only.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="cursor">Where to begin. Every table takes a <see cref="Cursor.FullScan"/>, whatever its changes are followed by: its rows in the order of their keys, without a horizon.</param>
    /// <param name="limit">1 to 10,000 change records; a transaction of change capture may go over it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<TableBatch> ReadChangesAsync(SyncDefinition definition, Cursor? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// These rows as they are now, on the primary, with row_security off: one answer for each key, in the order of the keys, with
    /// <see cref="RowReading.Read"/>. A key that has no row is answered as deleted, and that is an observation.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="keys">Up to 10,000, none twice.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<RowView>> FindRowsAsync(SyncDefinition definition, ImmutableArray<RowKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Tells every key of the table as it is at ONE moment of the primary, with row_security off, so that a key that is not told has no row: an
    /// observation. Throws when it cannot tell all of them; then what was told says nothing.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="seen">Called for each key, in no order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task ScanKeysAsync(SyncDefinition definition, Action<SyncKey> seen, CancellationToken cancellationToken);
}
