using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OrleansSync.Engine.Values.Hashing;

/// <summary>
/// What the ledger remembers of a side of a row: the first 16 bytes of SHA-256 over the row's form (<see cref="RowColumns"/>,
/// <see cref="ValueEncoding"/>). Taken of canonical values only.
/// </summary>
/// <param name="High">The first eight bytes, big-endian.</param>
/// <param name="Low">The last eight bytes, big-endian.</param>
[GenerateSerializer, Immutable, Alias("RowHash")]
public readonly record struct RowHash([property: Id(0)] ulong High, [property: Id(1)] ulong Low)
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 16;

    /// <summary>The hash of a row over no columns.</summary>
    internal static readonly RowHash OfNothing = Of(new RowColumns([]), []);

    /// <summary>The hash of a row.</summary>
    /// <exception cref="UnknownValueException">A value was not sent.</exception>
    public static RowHash Of(RowColumns columns, ReadOnlySpan<Value> values)
    {
        var unknown = TryCompute(columns, values, out var hash);
        return unknown < 0 ? hash : throw new UnknownValueException(columns.Names[unknown]);
    }

    /// <summary>The hash of a row; false when a value was not sent.</summary>
    public static bool TryOf(RowColumns columns, ReadOnlySpan<Value> values, out RowHash hash) => TryCompute(columns, values, out hash) < 0;

    /// <summary>Reads the 16 bytes that <see cref="ToBytes"/> gave.</summary>
    public static RowHash FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size, nameof(bytes));
        return new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Low);
        return bytes;
    }

    /// <summary>32 hex digits in lower case.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    // Rows are short: to set a hash up costs more than to take it, so that each thread keeps one.
    [ThreadStatic]
    private static IncrementalHash? hasher;

    /// <summary>The first 16 bytes of SHA-256 of a form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static RowHash OfForm(ReadOnlySpan<byte> form)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(form);
        hasher.GetHashAndReset(digest);
        return FromBytes(digest[..Size]);
    }

    private static int TryCompute(RowColumns columns, ReadOnlySpan<Value> values, out RowHash hash)
    {
        var buffer = new EncodingBuffer(stackalloc byte[1024]);
        try
        {
            var unknown = columns.TryWrite(ref buffer, values);
            hash = unknown < 0 ? OfForm(buffer.Written) : default;
            return unknown;
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
