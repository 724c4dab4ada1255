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
    /// <summary>Most pairs that are compared; each takes some 30 bytes of memory meanwhile.</summary>
    public const int PairsMax = 10_000_000;

    // The second look confirms what the first one found: a row may have been away for a moment.
    private const int Looks = 2;

    /// <summary>
    /// The keys of live pairs that no row has, in two whole looks at the table, one after the other. The ledger is read first: a pair that is made later is
    /// not looked for, and a row that was there when its pair was made and is in neither look was deleted in between.
    /// </summary>
    /// <exception cref="SyncException">The table cannot be read as a whole; then nothing is said to be gone.</exception>
    public static async Task<ImmutableArray<SyncKey>> FindAsync(ITableReader table, ILedger ledger, SyncDefinition definition, CancellationToken cancellationToken)
    {
        var left = await ReadPairsAsync(ledger, definition.Id, cancellationToken);
        for (var look = 0; look < Looks && left.Count > 0; look++)
        {
            await table.ScanKeysAsync(definition, key => left.Remove(key), cancellationToken);
        }

        return [.. left.Order()];
    }

    private static async Task<HashSet<SyncKey>> ReadPairsAsync(ILedger ledger, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        var count = await ledger.CountPairsAsync(definition, cancellationToken);
        if (count > PairsMax)
        {
            throw new SyncException(SyncError.TableRefused, $"The definition has more than {PairsMax} pairs, too many to compare with the table for deletes; set reconcile_every to none, or split the table by views.");
        }

        // As large as it will be: to grow would take it twice.
        var pairs = new HashSet<SyncKey>((int)count);
        await ledger.ScanPairsAsync(definition, pair => pairs.Add(pair.Key), cancellationToken);
        return pairs;
    }
}
