using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>Finds the pairs whose rows are gone, for tables whose changes do not tell of deletes.</summary>
public static class GoneRows
{
    /// <summary>Most pairs that are compared; each that shares a group with a row or a pair that has no equal takes some 50 bytes of memory meanwhile.</summary>
    public const int PairsMax = 10_000_000;

    // Of 20 bytes, on each side.
    private const int GroupsMax = 1 << 16;

    // The second look confirms what the first one found: a row may have been away for a moment.
    private const int Looks = 2;

    /// <summary>
    /// The keys of live pairs that no row has. Mostly there are none, and that shows in one look at both by sums of groups of keys. The pairs of the groups
    /// that differ are then looked for in two whole looks at the table, one after the other. There the ledger is read first: a pair that is made later is
    /// not looked for, and a row that was there when its pair was made and is in neither look was deleted in between.
    /// </summary>
    /// <exception cref="SyncException">The table cannot be read as a whole; then nothing is said to be gone.</exception>
    public static async Task<ImmutableArray<SyncKey>> FindAsync(ITableReader table, ILedger ledger, SyncDefinition definition, CancellationToken cancellationToken)
    {
        var count = await ledger.CountPairsAsync(definition.Id, cancellationToken);
        if (count > PairsMax)
        {
            throw new SyncException(SyncError.TableRefused, $"The definition has more than {PairsMax} pairs, too many to compare with the table for deletes; set reconcile_every to none, or split the table by views.");
        }

        using var sums = await CompareAsync(table, ledger, definition, (int)Math.Min(count, GroupsMax), cancellationToken);
        var left = new HashSet<SyncKey>();
        if (!sums.AreEqual)
        {
            await ledger.ScanPairsAsync(definition.Id, pair => _ = sums.IsSuspect(pair.Key) && left.Add(pair.Key), cancellationToken);
        }

        for (var look = 0; look < Looks && left.Count > 0; look++)
        {
            await table.ScanKeysAsync(definition, key => left.Remove(key), cancellationToken);
        }

        return [.. left.Order()];
    }

    private static async Task<PairSums> CompareAsync(ITableReader table, ILedger ledger, SyncDefinition definition, int groups, CancellationToken cancellationToken)
    {
        var sums = new PairSums(groups);
        using var rows = new PairSums(groups);
        await Task.WhenAll(TellPairsAsync(), TellKeysAsync());
        sums.Add(rows);
        return sums;

        // Async themselves, so that neither throws before both are waited for: until then the sums are written to.
        async Task TellPairsAsync() => await ledger.ScanPairsAsync(definition.Id, pair => sums.AddPair(pair.Key, default, default), cancellationToken);
        async Task TellKeysAsync() => await table.ScanKeysAsync(definition, key => rows.AddRow(key, default, default), cancellationToken);
    }
}
