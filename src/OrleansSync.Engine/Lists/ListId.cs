using System.Globalization;

namespace OrleansSync.Engine.Lists;

/// <summary>
/// The catalog's short number of one list of one site (4 bytes in the ledger), from 1. A list that is deleted and made again under its old
/// name has another GUID and so another number: its item ids start again, and must not be taken for the old ones.
/// </summary>
[GenerateSerializer, Immutable, Alias("ListId")]
public readonly record struct ListId([property: Id(0)] int Value) : IComparable<ListId>
{
    /// <inheritdoc/>
    public int CompareTo(ListId other) => Value.CompareTo(other.Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(ListId left, ListId right) => left.Value < right.Value;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(ListId left, ListId right) => left.Value <= right.Value;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(ListId left, ListId right) => left.Value > right.Value;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(ListId left, ListId right) => left.Value >= right.Value;
}
