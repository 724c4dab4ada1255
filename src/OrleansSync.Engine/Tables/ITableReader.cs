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

    /// <summary>
    /// Tells every row of the table as it is at ONE moment of the primary, with row_security off, by its key and its hash: far cheaper than to
    /// read the rows. Throws when it cannot tell all of them; then what was told says nothing.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="withRows">True to be told the rows as well.</param>
    /// <param name="seen">Called for each row, in no order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// A cursor before every change that was not told. Null, with nothing told, when there is none or the table cannot be told so: its changes are
    /// captured, or values of other tables or people stand in its rows.
    /// </returns>
    Task<Cursor?> ScanRowsAsync(SyncDefinition definition, bool withRows, Action<ScannedRow> seen, CancellationToken cancellationToken);

    /// <summary>The keys of those rows that are wanted, as they are at one moment of the primary, with row_security off; in no order.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="wanted">True for a row that is wanted.</param>
    /// <param name="limit">So many keys at most, any of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<RowKey>> FindKeysAsync(SyncDefinition definition, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken);
}
