using System.Buffers.Binary;
using System.Buffers.Text;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Graph;

/// <summary>A place in the changes of a list, as an opaque text that cannot be made up (7).</summary>
/// <param name="Position">The last change that was read.</param>
/// <param name="Floor">In a full enumeration, the last change when it began: items deleted by then are not told; else 0.</param>
/// <param name="Epoch">How often tokens had been made to expire.</param>
internal sealed record DeltaToken(Guid List, long Position, long Floor, DateTime Issued, int Epoch)
{
    private const int Length = 16 + 8 + 8 + 8 + 4 + 8;

    /// <summary>The text of the token.</summary>
    public string Write(ulong seed)
    {
        Span<byte> bytes = stackalloc byte[Length];
        List.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Floor);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Issued.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], Epoch);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[44..], Sum(bytes, seed));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The token of a text; null when it was never given out.</summary>
    public static DeltaToken? Read(string text, ulong seed)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[44..]) != Sum(bytes, seed))
        {
            return null;
        }

        return new(
            new Guid(bytes[..16]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            new DateTime(BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), DateTimeKind.Utc), BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]));
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var sum = seed;
        for (var at = 0; at < 44; at += 4)
        {
            sum = SeededIds.Mix(sum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]));
        }

        return sum;
    }
}
