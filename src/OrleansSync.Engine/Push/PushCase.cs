using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>All that the decision on one row rests on.</summary>
/// <param name="Row">The change. <see cref="RowView.Unseen"/> for a row that is only known to be due.</param>
/// <param name="Entry">What the ledger has under the row's key; null when nothing.</param>
/// <param name="Item">The row's item, when it was read after a write was refused (412, 404); otherwise unseen.</param>
/// <param name="Route">The list in which the row belongs; null when the routing names none.</param>
public sealed record PushCase(RowView Row, LedgerEntry? Entry, ItemView Item, ListId? Route);
