using System.Collections.Immutable;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Keys;

/// <summary>What tells a row of a table from all others: the values of its key columns, in the key's own order.</summary>
[GenerateSerializer, Immutable, Alias("RowKey")]
public readonly record struct RowKey : IComparable<RowKey>
{
    /// <summary>A key of these columns; at least one.</summary>
    public RowKey(params ImmutableArray<KeyPart> parts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Length, nameof(parts));
        Parts = parts;
    }

    /// <summary>The values, in the key's order.</summary>
    [Id(0)]
    public ImmutableArray<KeyPart> Parts { get; private init; }

    /// <summary>True when every column is equal.</summary>
    public bool Equals(RowKey other) => Parts.IsDefault ? other.Parts.IsDefault : !other.Parts.IsDefault && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.IsDefault ? 0 : Sets.HashOf(Parts);

    /// <summary>Column by column, as PostgreSQL compares rows.</summary>
    public int CompareTo(RowKey other) => Sets.Compare(Parts, other.Parts, static (left, right) => left.CompareTo(right));

    /// <summary>The kinds only: keys may be personal.</summary>
    public override string ToString() => Parts.IsDefault ? "" : string.Join(",", Parts.Select(part => part.Kind));

    /// <summary>
    /// The unambiguous form that hashes are taken of, version 1: the version (1 byte), the number of columns (4 bytes, big-endian), then
    /// of each column its kind (1 byte), the length of its payload (4 bytes) and the payload, its PostgreSQL text in UTF-8. A text
    /// with half a surrogate pair is kind + 64 and UTF-16. No two keys share a form.
    /// </summary>
    public byte[] Form()
    {
        var buffer = new EncodingBuffer(stackalloc byte[256]);
        try
        {
            Write(ref buffer);
            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    internal void Write(ref EncodingBuffer buffer) => KeyForm.Write(ref buffer, Parts.AsSpan());

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}
