using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;

namespace OrleansSync.Engine.Tables;

/// <summary>One batch of a table's changes.</summary>
/// <param name="Changes">In the order of the stream; a key may be there several times.</param>
/// <param name="Next">Where the next batch begins, once this one is committed.</param>
/// <param name="IsEnd">True when nothing more can be read now: the stream's end, or the horizon.</param>
public sealed record TableBatch(ImmutableArray<RowView> Changes, Cursor Next, bool IsEnd);
