using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>
/// What a comparison of the whole table with the ledger found: most rows equal, without a look-up for any of them, and the rest to be
/// read and decided as any change is.
/// </summary>
/// <param name="Next">Where the changes begin that the comparison may have missed.</param>
/// <param name="Unchanged">Rows that are surely as they were pushed.</param>
/// <param name="Suspects">Rows that may have changed, and those that fell into a group with one.</param>
/// <param name="IsEqual">True when table and ledger have the same pairs: nothing changed, and no row is gone.</param>
internal sealed record TableComparison(Cursor Next, long Unchanged, ImmutableArray<RowKey> Suspects, bool IsEqual)
{
    /// <summary>Compares.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ledger">The ledger. Both are told at once: what is made or changed meanwhile is seen on one side only, and so is looked at.</param>
    /// <param name="definition">Of which definition.</param>
    /// <param name="pairs">About how many pairs there are.</param>
    /// <param name="route">The list in which a row belongs.</param>
    /// <param name="only">The list in which every row belongs; null when that depends on the row.</param>
    /// <param name="suspectsMax">Most suspects.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when the table cannot be compared so, or too much of it has changed: then it is read page by page.</returns>
    public static async Task<TableComparison?> FindAsync(
        ITableReader table, ILedger ledger, SyncDefinition definition, long pairs, Func<RowChange, ListId?> route, ListId? only, int suspectsMax, CancellationToken cancellationToken)
    {
        using var sums = new PairSums(pairs);
        using var rows = new PairSums(pairs);
        var telling = AddLedgerAsync(sums, ledger, definition.Id, cancellationToken);
        var scanning = AddTableAsync();
        await Task.WhenAll(telling, scanning);
        if (await scanning is not { } next)
        {
            return null;
        }

        sums.Add(rows);
        if (sums.AreEqual)
        {
            return new(next, sums.RowsOfEqualGroups, [], IsEqual: true);
        }

        var suspects = await table.FindKeysAsync(definition, sums.IsSuspect, suspectsMax + 1, cancellationToken);
        return suspects.Length > suspectsMax ? null : new(next, sums.RowsOfEqualGroups, suspects, IsEqual: false);

        // Async itself, so that it never throws before both are waited for: until then the sums are written to.
        async Task<Cursor?> AddTableAsync() => await table.ScanRowsAsync(definition, only is null, row => Add(rows, row, only ?? route(row.Change!)), cancellationToken); // Rows were asked for.
    }

    private static async Task AddLedgerAsync(PairSums sums, ILedger ledger, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        await ledger.ScanPairsAsync(definition, pair => Add(sums, pair), cancellationToken);

        // A row that was set aside, and is as it was again, is to be released.
        SyncKey? after = null;
        while (true)
        {
            var page = await ledger.ListParkedAsync(definition, after, ILedger.KeysMax, cancellationToken);
            foreach (var parked in page)
            {
                sums.Suspect(parked.Key!.Value); // What a push set aside has its key.
            }

            if (page.Length < ILedger.KeysMax)
            {
                return;
            }

            after = page[^1].Key;
        }
    }

    private static void Add(PairSums sums, LedgerPair pair)
    {
        if (pair.RowHash is { } hash)
        {
            sums.AddPair(pair.Key, pair.List, hash);
        }
        else
        {
            sums.Suspect(pair.Key);
        }
    }

    private static void Add(PairSums sums, ScannedRow row, ListId? list)
    {
        if (row.Hash is { } hash && list is { } known)
        {
            sums.AddRow(row.Key, known, hash);
        }
        else
        {
            sums.Suspect(row.Key);
        }
    }
}
