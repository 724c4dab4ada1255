using System.Collections.Immutable;
using System.Text;

namespace OrleansSync.Engine.Values.Hashing;

/// <summary>
/// The columns that a row's hash is taken over, by name, in order of code points whatever order they are given in. Both sides
/// of a definition must use the same names for the same pairs.
/// </summary>
public sealed class RowColumns
{
    private static readonly Comparer<string> Order = Comparer<string>.Create(CodePoints.Compare);
    private readonly ImmutableArray<byte[]> prefixes;

    /// <summary>Sorts the names; each may be there once.</summary>
    public RowColumns(IEnumerable<string> names)
    {
        string[] given = [.. names];
        Names = Sets.Of(given, CodePoints.Compare);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Names.Length, given.Length, nameof(names));
        prefixes = [.. Names.Select(name => Encoding.UTF8.GetBytes(name))];
    }

    /// <summary>The names in the order that values are given in.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Where the value of a column belongs, or a negative number.</summary>
    public int IndexOf(string name) => Names.BinarySearch(name, Order);

    /// <summary>
    /// Writes a row: version, how many columns are not null, then of each of those its name (length and UTF-8) and its value.
    /// A null column is not written, so that absent and null are one, and adding a column that is null changes no hash.
    /// </summary>
    /// <returns>-1, or the index of an unknown value.</returns>
    internal int TryWrite(ref EncodingBuffer buffer, ReadOnlySpan<Value> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Names.Length, nameof(values));
        var count = 0u;
        foreach (var value in values)
        {
            count += value.IsNull ? 0u : 1u;
        }

        Close(ref buffer, Open(ref buffer), count);
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index].IsNull)
            {
                continue;
            }

            WriteName(ref buffer, index);
            if (!ValueEncoding.TryWrite(ref buffer, values[index]))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Begins a row; its count of columns is told by <see cref="Close"/>.</summary>
    internal static int Open(ref EncodingBuffer buffer)
    {
        buffer.Byte(ValueEncoding.Version);
        var counted = buffer.Length;
        buffer.UInt32(0);
        return counted;
    }

    /// <summary>Tells how many columns of the row are not null.</summary>
    internal static void Close(ref EncodingBuffer buffer, int counted, uint count) => buffer.PatchUInt32(counted, count);

    /// <summary>Writes the name of a column, before its value.</summary>
    internal void WriteName(ref EncodingBuffer buffer, int index)
    {
        buffer.UInt32((uint)prefixes[index].Length);
        buffer.Bytes(prefixes[index]);
    }
}
