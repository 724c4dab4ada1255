using System.Buffers.Binary;
using System.IO.Compression;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Postgres.Ledger;

/// <summary>
/// A row's values as they are kept: a byte that says how, then <see cref="RowEncoding"/>, compressed when that makes it smaller (with the
/// length before, 4 bytes).
/// </summary>
internal static class StoredRow
{
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int Quality = 4;
    private const int WindowBits = 18;
    private const int HeaderLength = 5;
    private const int LengthMax = 256 * 1024 * 1024;

    public static byte[] Write(Row row)
    {
        var plain = RowEncoding.Encode(row);
        var packed = new byte[HeaderLength + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (BrotliEncoder.TryCompress(plain, packed.AsSpan(HeaderLength), out var length, Quality, WindowBits) && HeaderLength + length < plain.Length + 1)
        {
            packed[0] = Brotli;
            BinaryPrimitives.WriteInt32BigEndian(packed.AsSpan(1), plain.Length);
            return packed[..(HeaderLength + length)];
        }

        return [Plain, .. plain];
    }

    /// <exception cref="FormatException">The bytes are no row of a form that is known.</exception>
    public static Row Read(ReadOnlySpan<byte> stored)
    {
        if (stored is [Plain, ..])
        {
            return RowEncoding.Decode(stored[1..]);
        }

        if (stored is not [Brotli, ..] || stored.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(stored[1..]) is not (>= 0 and <= LengthMax and var length))
        {
            throw Malformed();
        }

        var plain = new byte[length];
        return BrotliDecoder.TryDecompress(stored[HeaderLength..], plain, out var read) && read == length ? RowEncoding.Decode(plain) : throw Malformed();
    }

    private static FormatException Malformed() => new("A stored row has no form that this server knows: it was damaged, or written by a newer one.");
}
