using System.Globalization;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// The 16 bytes that stand for a row of a definition in the ledger, and, as lower-case hex in the column OrleansSyncKey, for
/// its item: the first half of SHA-256 over a version, the definition's id and the key's form. Another definition over the
/// same table gives other keys, so items are never mistaken for each other's.
/// </summary>
/// <param name="High">The first eight bytes, big-endian.</param>
/// <param name="Low">The last eight bytes, big-endian.</param>
[GenerateSerializer, Immutable, Alias("SyncKey")]
public readonly record struct SyncKey([property: Id(0)] ulong High, [property: Id(1)] ulong Low) : IComparable<SyncKey>
{
    /// <summary>The list's column that holds the text.</summary>
    public const string ColumnName = "OrleansSyncKey";

    /// <summary>Length of the text.</summary>
    public const int TextLength = 32;

    private const byte Version = 1;

    /// <summary>The key of a row of a definition.</summary>
    public static SyncKey Of(SyncDefinitionId definition, RowKey key)
    {
        var buffer = new EncodingBuffer(stackalloc byte[512]);
        try
        {
            Open(ref buffer, definition);
            key.Write(ref buffer);
            var hash = RowHash.OfForm(buffer.Written);
            return new(hash.High, hash.Low);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Begins what a key is the hash of; the key's form follows.</summary>
    internal static void Open(ref EncodingBuffer buffer, SyncDefinitionId definition)
    {
        Span<byte> id = stackalloc byte[16];
        definition.Value.TryWriteBytes(id, bigEndian: true, out _);
        buffer.Byte(Version);
        buffer.Bytes(id);
    }

    /// <summary>Reads the text of an item; null when it is not one of ours. Capitals are accepted, since a list's filter knows no case.</summary>
    public static SyncKey? Find(string? text) =>
        text is { Length: TextLength }
        && ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
        && ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? new(high, low)
            : null;

    /// <summary>Reads the 16 bytes of the ledger.</summary>
    public static SyncKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = RowHash.FromBytes(bytes);
        return new(hash.High, hash.Low);
    }

    /// <summary>The 16 bytes of the ledger.</summary>
    public byte[] ToBytes() => new RowHash(High, Low).ToBytes();

    /// <summary>By bytes, as bytea is ordered.</summary>
    public int CompareTo(SyncKey other) => (High, Low).CompareTo((other.High, other.Low));

    /// <summary>The text of the column: 32 hex digits in lower case.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(SyncKey left, SyncKey right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(SyncKey left, SyncKey right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(SyncKey left, SyncKey right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(SyncKey left, SyncKey right) => left.CompareTo(right) >= 0;
}
