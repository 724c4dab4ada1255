using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Conflicts;

/// <summary>Both sides changed what the ledger says they had agreed on. Kept in history, whoever wins.</summary>
/// <param name="Row">The table's version.</param>
/// <param name="Item">The list's version.</param>
/// <param name="Base">The values they last agreed on; null when they were not kept.</param>
public sealed record Conflict(RowChange Row, ItemChange Item, Row? Base);
