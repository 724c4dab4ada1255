using System.Collections.Immutable;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Rows;

/// <summary>
/// One row, or the fields of one item, in canonical values by the names of the mapping. Immutable. It may hold fewer columns
/// than are mapped (a change of some fields), and <see cref="Value.Unknown"/> where a value was not sent.
/// </summary>
[GenerateSerializer, Immutable, Alias("Row")]
public sealed record Row
{
    /// <summary>The row without columns.</summary>
    public static readonly Row Empty = new([], []);

    private Taken? taken;

    private Row(ImmutableArray<string> names, ImmutableArray<Value> values)
    {
        Names = names;
        Values = values;
    }

    /// <summary>The columns, in order of code points. Rows made of the same <see cref="RowColumns"/> share the array.</summary>
    [Id(0)]
    public ImmutableArray<string> Names { get; private init; }

    /// <summary>The values, in the order of <see cref="Names"/>.</summary>
    [Id(1)]
    public ImmutableArray<Value> Values { get; private init; }

    /// <summary>True when there are no columns.</summary>
    public bool IsEmpty => Names.Length == 0;

    /// <summary>The value of a column; null (nothing, not <see cref="Value.Null"/>) when the row does not have it.</summary>
    public Value? Find(string name)
    {
        var index = Names.BinarySearch(name, Order.Instance);
        return index < 0 ? null : Values[index];
    }

    /// <summary>A row of all of these columns; the values in the order of <see cref="RowColumns.Names"/>.</summary>
    public static Row Of(RowColumns columns, ImmutableArray<Value> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, columns.Names.Length, nameof(values));
        return new(columns.Names, values);
    }

    /// <summary>A row of some columns in any order; each may be there once.</summary>
    public static Row Of(IEnumerable<KeyValuePair<string, Value>> cells)
    {
        var byName = cells.ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.Ordinal);
        var columns = new RowColumns(byName.Keys);
        return new(columns.Names, [.. columns.Names.Select(name => byName[name])]);
    }

    /// <summary>This row cut to the columns that <paramref name="keep"/> accepts.</summary>
    public Row Where(Func<string, Value, bool> keep)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var values = ImmutableArray.CreateBuilder<Value>();
        for (var index = 0; index < Names.Length; index++)
        {
            if (keep(Names[index], Values[index]))
            {
                names.Add(Names[index]);
                values.Add(Values[index]);
            }
        }

        return names.Count == Names.Length ? this : new(names.ToImmutable(), values.ToImmutable());
    }

    /// <summary>The columns of both; where both have one, the value of <paramref name="above"/>.</summary>
    public Row Under(Row above) =>
        Of(Names.Union(above.Names, StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, above.Find(name) ?? Find(name)!))); // One of both has it.

    /// <summary>The columns of <paramref name="columns"/> whose values here differ from those of <paramref name="other"/>. Never an unknown value.</summary>
    public Row Differences(RowColumns columns, Row? other) => Where((name, value) =>
        columns.IndexOf(name) >= 0 && !value.IsUnknown && !value.Equals(other?.Find(name) ?? Value.Null));

    /// <summary>True when a column of <paramref name="columns"/> was not sent, be it absent or unknown.</summary>
    public bool LacksAny(RowColumns columns)
    {
        if (columns.Names == Names)
        {
            return Values.Any(static value => value.IsUnknown);
        }

        foreach (var name in columns.Names)
        {
            if (Find(name) is null or { IsUnknown: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The hash over <paramref name="columns"/>; null when one of them was not sent.</summary>
    public RowHash? Hash(RowColumns columns)
    {
        // A turn asks for the same hash several times: when it compares, reserves and commits.
        if (taken is { } last && ReferenceEquals(last.Columns, columns))
        {
            return last.Hash;
        }

        var hash = columns.Names.IsEmpty ? RowHash.OfNothing : columns.Names == Names ? Hash(columns, Values.AsSpan()) : HashOfSome(columns);
        taken = columns.Names.IsEmpty ? taken : new Taken(columns, hash);
        return hash;
    }

    private static RowHash? Hash(RowColumns columns, ReadOnlySpan<Value> values) => RowHash.TryOf(columns, values, out var hash) ? hash : null;

    private RowHash? HashOfSome(RowColumns columns)
    {
        var values = new Value[columns.Names.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Find(columns.Names[index]) ?? Value.Unknown;
        }

        return Hash(columns, values);
    }

    /// <summary>True when both have the same columns with equal values.</summary>
    public bool Equals(Row? other) =>
        other is not null && Names.AsSpan().SequenceEqual(other.Names.AsSpan()) && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>How many columns; values stay out of logs.</summary>
    public override string ToString() => $"{Names.Length} columns";

    private sealed record Taken(RowColumns Columns, RowHash? Hash);

    private sealed class Order : IComparer<string>
    {
        public static readonly Order Instance = new();

        public int Compare(string? left, string? right) => CodePoints.Compare(left ?? "", right ?? "");
    }
}
