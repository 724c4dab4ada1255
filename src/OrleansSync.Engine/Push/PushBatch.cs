using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>What one turn is to decide.</summary>
/// <param name="Changes">The rows.</param>
/// <param name="Next">The cursor once all of them are decided; null to leave it.</param>
/// <param name="IsEnd">True when nothing more can be read now.</param>
internal sealed record PushBatch(ImmutableArray<RowView> Changes, Cursor? Next, bool IsEnd)
{
    /// <summary>Rows that were compared beside and are unchanged; they count once the batch is decided.</summary>
    public long Unchanged { get; init; }

    /// <summary>True when every pair was seen to have its row.</summary>
    public bool NothingIsGone { get; init; }

    /// <summary>True for a batch of what a comparison found.</summary>
    public bool IsOfComparison { get; init; }
}
