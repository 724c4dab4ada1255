namespace OrleansSync.Engine.Lists;

/// <summary>Where an item is: item ids are per list, so the number alone says nothing.</summary>
/// <param name="List">The list.</param>
/// <param name="Item">The item's number in it, never used again there.</param>
[GenerateSerializer, Immutable, Alias("ItemAddress")]
public readonly record struct ItemAddress([property: Id(0)] ListId List, [property: Id(1)] int Item) : IComparable<ItemAddress>
{
    /// <inheritdoc/>
    public int CompareTo(ItemAddress other) => (List, Item).CompareTo((other.List, other.Item));

    /// <summary>List and item.</summary>
    public override string ToString() => $"{List}/{Item}";

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(ItemAddress left, ItemAddress right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(ItemAddress left, ItemAddress right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(ItemAddress left, ItemAddress right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(ItemAddress left, ItemAddress right) => left.CompareTo(right) >= 0;
}
