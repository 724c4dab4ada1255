using System.Collections.Immutable;
using OrleansSync.Engine.Changes;

namespace OrleansSync.Engine.Runs;

/// <summary>
/// The equation of a run (P10): read = written + unchanged + coalesced + ignored (by reason) + parked. Read is counted where changes are
/// read, the terms where their fate is decided, so that a change which got lost between the two shows. Immutable.
/// </summary>
/// <param name="Read">Change records of the batches that are committed; a row not sent yet counts with the turn that ends its batch.</param>
/// <param name="Written">Rows or items written.</param>
/// <param name="Unchanged">Changes that changed nothing, our own writes seen again among them.</param>
/// <param name="Coalesced">Changes replaced by a later one of the same row in their batch.</param>
/// <param name="Parked">Changes set aside.</param>
/// <param name="Ignored">Changes left as they are, by reason; no zeros.</param>
/// <param name="Normalised">Of the unchanged: our own writes that SharePoint changed. Not a term.</param>
/// <param name="Losses">Conflicts decided, of which the losing value went to history. Not a term.</param>
[GenerateSerializer, Immutable, Alias("RunCounters")]
public sealed record RunCounters(
    [property: Id(0)] long Read,
    [property: Id(1)] long Written,
    [property: Id(2)] long Unchanged,
    [property: Id(3)] long Coalesced,
    [property: Id(4)] long Parked,
    [property: Id(5)] ImmutableSortedDictionary<SkipReason, long> Ignored,
    [property: Id(6)] long Normalised = 0,
    [property: Id(7)] long Losses = 0)
{
    /// <summary>Nothing counted.</summary>
    public static readonly RunCounters Zero = new(0, 0, 0, 0, 0, ImmutableSortedDictionary<SkipReason, long>.Empty);

    /// <summary>All that was left as it is.</summary>
    public long IgnoredTotal => Ignored.Values.Sum();

    /// <summary>Read less all terms: above zero, changes were lost; below, counted twice.</summary>
    public long Difference => Read - Written - Unchanged - Coalesced - IgnoredTotal - Parked;

    /// <summary>True when the equation holds. A run that does not balance must not succeed.</summary>
    public bool Balances => Difference == 0;

    /// <summary>Counts change records that were read.</summary>
    public RunCounters AddRead(long count) => this with { Read = checked(Read + count) };

    /// <summary>Counts the fate of changes.</summary>
    public RunCounters Add(Tally tally, long count = 1) => tally.Kind switch
    {
        TallyKind.Written => this with { Written = checked(Written + count) },
        TallyKind.Unchanged => this with { Unchanged = checked(Unchanged + count) },
        TallyKind.Coalesced => this with { Coalesced = checked(Coalesced + count) },
        TallyKind.Parked => this with { Parked = checked(Parked + count) },
        TallyKind.Ignored when tally.Reason is { } reason && count != 0 => this with { Ignored = Ignored.SetItem(reason, checked(Ignored.GetValueOrDefault(reason) + count)) },
        TallyKind.Ignored when count == 0 => this,
        _ => throw new ArgumentOutOfRangeException(nameof(tally), tally, "An ignored change needs its reason."),
    };

    /// <summary>The sum of both.</summary>
    public RunCounters Add(RunCounters other) => new(
        checked(Read + other.Read),
        checked(Written + other.Written),
        checked(Unchanged + other.Unchanged),
        checked(Coalesced + other.Coalesced),
        checked(Parked + other.Parked),
        other.Ignored.Aggregate(Ignored, (sum, each) => sum.SetItem(each.Key, checked(sum.GetValueOrDefault(each.Key) + each.Value))),
        checked(Normalised + other.Normalised),
        checked(Losses + other.Losses));

    /// <summary>True when every count is equal.</summary>
    public bool Equals(RunCounters? other) => other is not null
        && (Read, Written, Unchanged, Coalesced, Parked, Normalised, Losses) == (other.Read, other.Written, other.Unchanged, other.Coalesced, other.Parked, other.Normalised, other.Losses)
        && Ignored.SequenceEqual(other.Ignored);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Read, Written, Unchanged, Coalesced, Parked, Ignored.Count);
}
