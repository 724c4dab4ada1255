using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Ledger;

/// <summary>What a look at all pairs tells of one: the parts of a live <see cref="LedgerEntry"/> that a row is compared with.</summary>
/// <param name="Key">The row, in 16 bytes.</param>
/// <param name="List">The list in which the item is.</param>
/// <param name="RowHash">The row as it was last pushed; null when it has something that must be pushed.</param>
public readonly record struct LedgerPair(SyncKey Key, ListId List, RowHash? RowHash);
