using OrleansSync.Engine.Ledger;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Ledger;

/// <summary>Pairs as a whole, for comparing them with the table.</summary>
public abstract partial class LedgerContract
{
    [PostgresFact]
    public async Task ListPairs_PageByPage_GivesEveryLivePairOnceInOrder()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1), Entry(2), Entry(3), Entry(4) with { State = LedgerState.ItemAlone }] }, default);

        var first = await Ledger.ListPairsAsync(Definition, null, 2, default);
        var second = await Ledger.ListPairsAsync(Definition, first[^1], 2, default);

        Assert.Equal(new[] { Key(1), Key(2), Key(3) }.Order(), [.. first, .. second]);
        Assert.Equal(3, await Ledger.CountPairsAsync(Definition, default));
    }

    [PostgresFact]
    public async Task ForgetCursor_OfTheTable_LeavesPairsAndWhenTheyWereCompared()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Assert.Null(await Ledger.FindReconciledAsync(Definition, default));
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)], Cursor = There, ReconciledAt = Noon }, default);

        await Ledger.ForgetCursorAsync(Definition, reconcile: false, default);

        Assert.Null(await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Equal(Noon, await Ledger.FindReconciledAsync(Definition, default));
        Assert.Equal(1, await Ledger.CountPairsAsync(Definition, default));
        await Ledger.ForgetCursorAsync(Definition, reconcile: true, default);
        Assert.Null(await Ledger.FindReconciledAsync(Definition, default));
    }
}
