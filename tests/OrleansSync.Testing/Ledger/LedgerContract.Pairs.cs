using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.SyncDefinitions;
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
    public async Task CountPairs_EveryChangeOfState_CountsThoseWithARowAndAnItem()
    {
        var states = Enum.GetValues<LedgerState>();
        LedgerState[] pairs = [LedgerState.Live, LedgerState.Moving, LedgerState.ItemMarked, LedgerState.RowMarked];
        var other = new SyncDefinitionId(new Guid("aaaaaaaa-0000-7000-8000-000000000009"));
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(new LedgerCommit(other, Run, await Ledger.TakeOverAsync(other, default)) { Entries = [Entry(1_000) with { Definition = other }] }, default);
        Assert.Equal(0, await Ledger.CountPairsAsync(new SyncDefinitionId(Guid.Empty), default));

        // From each state to each, many in one commit, among them entries that are new or removed by it.
        foreach (var (number, before) in states.Index())
        {
            await Ledger.CommitAsync(Of(epoch) with { Entries = [.. states.Index().Select(after => Entry(Number(number, after.Index)) with { State = before })] }, default);
        }

        Assert.Equal(pairs.Length * states.Length, await Ledger.CountPairsAsync(Definition, default));
        foreach (var (number, _) in states.Index())
        {
            await Ledger.CommitAsync(Of(epoch) with { Entries = [.. states.Index().Select(after => Entry(Number(number, after.Index)) with { State = after.Item }), Entry(Number(number, 90))] }, default);
        }

        Assert.Equal(states.Length * (pairs.Length + 1), await Ledger.CountPairsAsync(Definition, default));
        foreach (var (number, _) in states.Index())
        {
            await Ledger.CommitAsync(Of(epoch) with { Removed = [.. states.Index().Select(after => Key(Number(number, after.Index)))], Entries = [Entry(Number(number, 91)) with { State = LedgerState.Gone }] }, default);
        }

        Assert.Equal(states.Length, await Ledger.CountPairsAsync(Definition, default));
        Assert.Equal(1, await Ledger.CountPairsAsync(other, default));

        static int Number(int before, int after) => (100 * before) + after + 1;
    }

    [PostgresFact]
    public async Task ScanPairs_Entries_TellsTheLiveOnesOfTheDefinition()
    {
        var other = new SyncDefinitionId(new Guid("aaaaaaaa-0000-7000-8000-000000000009"));
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var ofOther = new LedgerCommit(other, Run, await Ledger.TakeOverAsync(other, default)) { Entries = [Entry(5) with { Definition = other }] };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1), Entry(2) with { RowHash = null }, Entry(3) with { State = LedgerState.ItemAlone }] }, default);
        await Ledger.CommitAsync(ofOther, default);
        var seen = new List<LedgerPair>();

        await Ledger.ScanPairsAsync(Definition, seen.Add, default);

        LedgerPair[] expected = [new(Key(1), Entry(1).List, Entry(1).RowHash), new(Key(2), Entry(2).List, null)];
        Assert.Equal(expected.OrderBy(pair => pair.Key), seen.OrderBy(pair => pair.Key));
        await Ledger.ScanPairsAsync(new SyncDefinitionId(Guid.Empty), _ => Assert.Fail("There are none."), default);
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

    [PostgresFact]
    public async Task Commit_MatchedAt_IsKnownUntilItIsForgotten()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Assert.Null(await Ledger.FindMatchedAsync(Definition, default));

        await Ledger.CommitAsync(Of(epoch) with { MatchedAt = Noon }, default);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default);
        Assert.Equal(Noon, await Ledger.FindMatchedAsync(Definition, default));
        await Ledger.ForgetMatchedAsync(Definition, default);

        Assert.Null(await Ledger.FindMatchedAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Commit_CursorOfABackfill_LeavesTheOrdinaryOne()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var elsewhere = new Cursor.FullScan(RowOf(7), Noon);
        await Ledger.CommitAsync(Of(epoch) with { Cursor = There }, default);
        await Ledger.CommitAsync(Of(epoch) with { Cursor = elsewhere, CursorList = ILedger.BackfillCursor }, default);

        Assert.Equal((There, elsewhere), (await Ledger.FindCursorAsync(Definition, null, default), await Ledger.FindCursorAsync(Definition, ILedger.BackfillCursor, default)));
        await Ledger.ForgetBackfillAsync(Definition, default);

        Assert.Null(await Ledger.FindCursorAsync(Definition, ILedger.BackfillCursor, default));
        Assert.Equal(There, await Ledger.FindCursorAsync(Definition, null, default));
    }

    [PostgresFact]
    public async Task ListMoves_PageByPage_GivesTheLatestFirst()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        RowMove Move(int number) => new(Key(number), Run, new ItemAddress(new ListId(1), number), new ItemAddress(new ListId(2), 10 + number), Noon);
        await Ledger.CommitAsync(Of(epoch) with { Moves = [Move(1), Move(2)] }, default);
        await Ledger.CommitAsync(Of(epoch) with { Moves = [Move(3)] }, default);

        var first = await Ledger.ListMovesAsync(Definition, long.MaxValue, 2, default);
        var second = await Ledger.ListMovesAsync(Definition, first[^1].Number, 2, default);

        Assert.Equal([Move(3), Move(2), Move(1)], first.AddRange(second).Select(move => move with { Number = 0 }));
    }

    [PostgresFact]
    public async Task ReleaseParked_OfOneReason_MakesOnlyTheseDue()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Parked Aside(int number, ParkReason reason) => Parked.First(Definition, Key(number), RowOf(number), null, SyncDirection.Push, reason, RetrySchedule.Default, Noon) with { DueAt = null };
        await Ledger.CommitAsync(Of(epoch) with { Parked = [Aside(1, ParkReason.DanglingLookup), Aside(2, ParkReason.NoList), Aside(3, ParkReason.DanglingLookup)] }, default);

        Assert.Equal(2, await Ledger.ReleaseParkedAsync(Definition, ParkReason.DanglingLookup, Noon, default));

        var due = await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 10, default);
        Assert.Equal(new[] { Key(1), Key(3) }.Order(), due.Select(parked => parked.Key!.Value).Order()); // What a push set aside has its key.
    }
}
