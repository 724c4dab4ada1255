using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Tables;

/// <summary>What a look at the whole table tells of one row.</summary>
/// <param name="Key">The row's key, in 16 bytes.</param>
/// <param name="Hash">The row over the columns of a push, as <see cref="Ledger.LedgerEntry.RowHash"/> has it; null when the row cannot be mapped.</param>
/// <param name="Change">The row itself, when rows were asked for.</param>
public readonly record struct ScannedRow(SyncKey Key, RowHash? Hash, RowChange? Change);
