using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>
/// Reads the batches of a push. A table that is read from its beginning, while there are pairs already, is compared as a whole first
/// (<see cref="TableComparison"/>); otherwise pages are read from the cursor on. After a crash it begins where the cursor stands.
/// </summary>
internal sealed class PushReader(ITableReader table, ILedger ledger, Func<RowChange, ListId?> route, ListId? only, PushOptions options)
{
    private TableComparison? comparison;
    private bool hasCompared;
    private int taken;
    private bool isTaken;

    /// <summary>The next batch; the same again until it is decided.</summary>
    public async Task<PushBatch> ReadAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        var isBackfill = turn.Run.Scope.IsBackfill;
        var cursor = await ledger.FindCursorAsync(turn.Definition.Id, isBackfill ? ILedger.BackfillCursor : null, cancellationToken);
        if (!isBackfill && !hasCompared && IsBeginning(cursor) && turn.Pairs > 0 && turn.Pairs <= options.ComparedMax)
        {
            comparison = await TableComparison.FindAsync(table, ledger, turn.Definition, turn.Pairs, route, only, options.SuspectsMax, cancellationToken);
            hasCompared = true;
        }

        if (comparison is { } found && !isTaken)
        {
            var keys = found.Suspects.AsSpan(taken, Math.Min(options.RowsMax, found.Suspects.Length - taken));
            var isLast = taken + keys.Length == found.Suspects.Length;
            return new PushBatch(keys.IsEmpty ? [] : await table.FindRowsAsync(turn.Definition, [.. keys], cancellationToken), isLast ? found.Next : null, isLast)
            {
                Unchanged = isLast ? found.Unchanged : 0,
                NothingIsGone = found.IsEqual,
                IsOfComparison = true,
            };
        }

        if (isTaken && cursor is Cursor.FullScan { After: null })
        {
            // A scan has no later changes: what there was is compared.
            return new PushBatch([], null, IsEnd: true);
        }

        var batch = await table.ReadChangesAsync(turn.Definition, cursor, options.RowsMax, cancellationToken);
        return new PushBatch(batch.Changes, batch.Next, batch.IsEnd);
    }

    /// <summary>The batch is decided and committed.</summary>
    public void Pass(PushBatch batch)
    {
        taken += batch.IsOfComparison ? batch.Changes.Length : 0;
        isTaken |= batch.IsOfComparison && batch.IsEnd;
    }

    private static bool IsBeginning(Cursor? cursor) => cursor is null or Cursor.FullScan { After: null } or Cursor.Keyset { Watermark: null, Key: null };
}
