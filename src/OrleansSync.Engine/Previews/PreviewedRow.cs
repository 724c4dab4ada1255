using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Previews;

/// <summary>What a run would do about one row. It holds values of the row, for whoever asked and for nobody else.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Which row.</param>
/// <param name="RowKey">Its key in full; null when only the hash is known.</param>
/// <param name="Item">Its item; null when it has none.</param>
/// <param name="List">The list in which it would be; null when it would be in none.</param>
/// <param name="Fields">What would change; empty when nothing would, or that cannot be told.</param>
/// <param name="Reason">Why it is ignored or set aside; empty otherwise.</param>
public sealed record PreviewedRow(PreviewKind Kind, SyncKey Key, RowKey? RowKey, ItemAddress? Item, ListId? List, ImmutableArray<PreviewedField> Fields, string Reason);
