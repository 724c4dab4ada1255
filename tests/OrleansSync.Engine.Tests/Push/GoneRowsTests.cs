using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Engine.Tests.Push;

/// <summary>Pairs without a row, on the twins.</summary>
public sealed class GoneRowsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly InMemoryTable table = new(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Keyset, new ManualClock());
    private readonly InMemoryLedger ledger = new();

    [Fact]
    public async Task Find_EveryPairHasItsRow_NoneIsGone()
    {
        await PairAsync(1, 2, 3);

        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Find_RowsWithoutPairs_AreNotTakenForGone()
    {
        await PairAsync(1, 2);
        Put(3, 4);

        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Find_SomeRowsDeleted_TheirPairsAreGone()
    {
        await PairAsync(1, 2, 3, 4);
        table.Delete(TestRows.Key(2));
        table.Delete(TestRows.Key(4));
        Put(5);

        Assert.Equal(new[] { 2, 4 }.Select(TestRows.SyncKeyOf).Order(), await FindAsync());
    }

    [Fact]
    public async Task Find_EveryRowDeleted_EveryPairIsGone()
    {
        await PairAsync([.. Enumerable.Range(1, 500)]);
        foreach (var id in Enumerable.Range(1, 500))
        {
            table.Delete(TestRows.Key(id));
        }

        Assert.Equal(Enumerable.Range(1, 500).Select(TestRows.SyncKeyOf).Order(), await FindAsync());
    }

    [Fact]
    public async Task Find_NoPairs_LooksForNothing()
    {
        Put(1, 2);

        Assert.Empty(await FindAsync());
    }

    private async Task<IEnumerable<SyncKey>> FindAsync() => await GoneRows.FindAsync(table, ledger, TestRows.Definition, default);

    private void Put(params int[] ids)
    {
        foreach (var id in ids)
        {
            table.Put(TestRows.Key(id), TestRows.Of(id, "row"));
        }
    }

    private async Task PairAsync(params int[] ids)
    {
        Put(ids);
        var epoch = await ledger.TakeOverAsync(TestRows.Definition.Id, default);
        var commit = new LedgerCommit(TestRows.Definition.Id, new SyncRunId(new Guid("bbbbbbbb-0000-7000-8000-000000000001")), epoch);
        await ledger.CommitAsync(commit with { Entries = [.. ids.Select(Pair)] }, default);
    }

    private static LedgerEntry Pair(int id) => new()
    {
        Definition = TestRows.Definition.Id,
        Key = TestRows.SyncKeyOf(id),
        List = new(1),
        Item = id,
        RowHash = TestRows.Of(id, "row").Hash(TestRows.Columns.Push),
        State = LedgerState.Live,
        Provenance = Provenance.Push,
        CreatedAt = Noon,
        ChangedAt = Noon,
    };
}
