using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Pull;

/// <summary>All that the decision on one item rests on.</summary>
/// <param name="Item">The change. <see cref="ItemView.Unseen"/> for an item that is only known to be due.</param>
/// <param name="Entry">What the ledger has under the item's address or, failing that, under the key that the item carries; null when nothing.</param>
/// <param name="Row">The row as it is now, when the first plan asked for it; otherwise unseen.</param>
public sealed record PullCase(ItemView Item, LedgerEntry? Entry, RowView Row);
