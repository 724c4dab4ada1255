using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Tests.Push;

public sealed class PairSumsTests
{
    private static readonly ListId List = new(1);

    // Keys of one group.
    private static readonly SyncKey[] Keys = [.. Enumerable.Range(1, 4).Select(number => new SyncKey((ulong)number, (ulong)number * 0x9E3779B97F4A7C15))];
    private static readonly RowHash[] Hashes = [.. Enumerable.Range(1, 4).Select(number => new RowHash((ulong)number * 0xC2B2AE3D27D4EB4F, (ulong)number * 0x165667B19E3779F9))];

    [Fact]
    public void AreEqual_SamePairsInAnotherOrder_IsTrue()
    {
        using var sums = Of([0, 1, 2, 3]);
        foreach (var index in new[] { 3, 1, 0, 2 })
        {
            sums.AddRow(Keys[index], List, Hashes[index]);
        }

        Assert.True(sums.AreEqual);
        Assert.Equal(4, sums.RowsOfEqualGroups);
    }

    [Fact]
    public void Add_SidesToldEachToItsOwn_AreComparedAsIfToldToOne()
    {
        using var ledger = Of([0, 1, 2, 3]);
        using var table = new PairSums(1);
        Add(table, List);
        table.AddRow(new SyncKey(ulong.MaxValue, 1), List, Hashes[0]);

        ledger.Add(table);

        Assert.True(ledger.IsSuspect(new SyncKey(ulong.MaxValue, 1)));
        Assert.False(ledger.IsSuspect(Keys[0]));
        Assert.Equal(4, ledger.RowsOfEqualGroups);
    }

    [Fact]
    public void Add_SuspectOnBothSides_StaysOne()
    {
        using var ledger = Of([0, 1, 2, 3]);
        using var table = new PairSums(1);
        Add(table, List);
        ledger.Suspect(Keys[0]);
        table.Suspect(Keys[0]);

        ledger.Add(table);

        Assert.True(ledger.IsSuspect(Keys[0]));
    }

    [Fact]
    public void IsSuspect_RowsOfAGroupThatExchangedTheirValues_IsTrue()
    {
        using var sums = Of([1, 0, 2, 3]);
        Add(sums, List);

        Assert.False(sums.AreEqual);
        Assert.All(Keys, key => Assert.True(sums.IsSuspect(key)));
        Assert.Equal(0, sums.RowsOfEqualGroups);
    }

    [Fact]
    public void IsSuspect_AnotherList_IsTrue()
    {
        using var sums = Of([0, 1, 2, 3]);
        Add(sums, new ListId(2));

        Assert.True(sums.IsSuspect(Keys[0]));
    }

    [Fact]
    public void IsSuspect_RowMissing_IsTrueForItsGroupOnly()
    {
        var far = new SyncKey(ulong.MaxValue, 1);
        using var sums = Of([0, 1, 2, 3]);
        Add(sums, List);
        sums.AddPair(far, List, Hashes[0]);

        Assert.True(sums.IsSuspect(far));
        Assert.False(sums.IsSuspect(Keys[0]));
        Assert.Equal(4, sums.RowsOfEqualGroups);
    }

    private static PairSums Of(int[] hashes)
    {
        var sums = new PairSums(1);
        for (var index = 0; index < Keys.Length; index++)
        {
            sums.AddPair(Keys[index], List, Hashes[hashes[index]]);
        }

        return sums;
    }

    private static void Add(PairSums sums, ListId list)
    {
        for (var index = 0; index < Keys.Length; index++)
        {
            sums.AddRow(Keys[index], list, Hashes[index]);
        }
    }
}
