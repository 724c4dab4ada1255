using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Push;

/// <summary>
/// Compares two sets of pairs that are told in any order, in memory that does not grow with them: keys fall into groups, and of each group
/// a sum of 128 bits is kept, to which the one side adds and from which the other takes. A group whose sum is zero in the end has the same
/// pairs on both sides: all that is summed comes from SHA-256, mixed so that no exchange of values between rows keeps a sum.
/// </summary>
internal sealed class PairSums : IDisposable
{
    private const int GroupsMin = 1 << 10;
    private const int GroupsMax = 1 << 20;
    private readonly int groups;
    private readonly int shift;

    // Rented, so that comparisons one after the other do not give the collector megabytes to look at.
    private readonly UInt128[] sums;
    private readonly int[] rows;

    /// <summary>Groups for so many pairs, about one for each; 20 MB at most.</summary>
    public PairSums(long pairs)
    {
        groups = (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(pairs, GroupsMin, GroupsMax));
        (sums, rows, shift) = (ArrayPool<UInt128>.Shared.Rent(groups), ArrayPool<int>.Shared.Rent(groups), 64 - BitOperations.Log2((uint)groups));
        sums.AsSpan(0, groups).Clear();
        rows.AsSpan(0, groups).Clear();
    }

    /// <summary>Rows of groups that are the same on both sides.</summary>
    public long RowsOfEqualGroups
    {
        get
        {
            var count = 0L;
            for (var group = 0; group < groups; group++)
            {
                count += sums[group] == 0 ? rows[group] : 0;
            }

            return count;
        }
    }

    /// <summary>True when every group is the same on both sides.</summary>
    public bool AreEqual => !sums.AsSpan(0, groups).ContainsAnyExcept(UInt128.Zero);

    /// <summary>A pair of the ledger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddPair(SyncKey key, ListId list, RowHash hash) => sums[GroupOf(key)] += Mix(key, list, hash);

    /// <summary>A row of the table, with the list in which it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRow(SyncKey key, ListId list, RowHash hash)
    {
        var group = GroupOf(key);
        sums[group] -= Mix(key, list, hash);
        rows[group]++;
    }

    /// <summary>Joins what was added to another one, for as many pairs, to this; so that two sides may be told at once, each to its own.</summary>
    public void Add(PairSums other)
    {
        for (var group = 0; group < groups; group++)
        {
            sums[group] += other.sums[group];
            rows[group] += other.rows[group];
        }
    }

    /// <summary>Something that has no equal on the other side, or must be looked at whatever it is.</summary>
    public void Suspect(SyncKey key) => sums[GroupOf(key)] += UInt128.MaxValue / 3;

    /// <summary>True when the key is of a group that is not the same on both sides.</summary>
    public bool IsSuspect(SyncKey key) => sums[GroupOf(key)] != 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<UInt128>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(rows);
    }

    private int GroupOf(SyncKey key) => (int)(key.High >> shift);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UInt128 Mix(SyncKey key, ListId list, RowHash hash)
    {
        var high = Math.BigMul(key.High ^ BitOperations.RotateLeft(hash.High, 29), key.Low ^ BitOperations.RotateLeft(hash.Low + (ulong)list.Value, 31), out var low);
        return new UInt128(high, low);
    }
}
