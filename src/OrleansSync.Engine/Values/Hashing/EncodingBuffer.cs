using System.Buffers;
using System.Buffers.Binary;

namespace OrleansSync.Engine.Values.Hashing;

/// <summary>Grows over a caller's stack space into a rented array; what the encodings of values and keys are written with.</summary>
internal ref struct EncodingBuffer
{
    private Span<byte> space;
    private byte[]? rented;
    private int length;

    public EncodingBuffer(Span<byte> initial) => space = initial;

    public readonly ReadOnlySpan<byte> Written => space[..length];

    public readonly int Length => length;

    public void Truncate(int kept) => length = kept;

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Bytes(scoped ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    /// <summary>Writes seven bits a byte, the lowest first, as small numbers are stored.</summary>
    public void VarUInt64(ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            Byte((byte)(value | 128));
        }

        Byte((byte)value);
    }

    /// <summary>As <see cref="VarUInt64"/>, with the sign in the lowest bit, so that small negative numbers are small too.</summary>
    public void VarInt64(long value) => VarUInt64((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes as UTF-8; false, with nothing written, when the text has half a surrogate pair.</summary>
    public bool TryUtf8(string text)
    {
        var start = length;
        var target = Take(text.Length * 3);
        var status = System.Text.Unicode.Utf8.FromUtf16(text, target, out _, out var written, replaceInvalidSequences: false);
        length = start + (status == OperationStatus.Done ? written : 0);
        return status == OperationStatus.Done;
    }

    // Not by an Encoding: those put U+FFFD for what is no text, and two values would share a form.
    public void Utf16(string text)
    {
        foreach (var unit in text)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Take(2), unit);
        }
    }

    /// <summary>Leaves room for a length; see <see cref="CloseLength"/>.</summary>
    public int OpenLength()
    {
        Take(4);
        return length;
    }

    /// <summary>Fills the room in with how much was written since.</summary>
    public readonly void CloseLength(int opened) => BinaryPrimitives.WriteUInt32BigEndian(space[(opened - 4)..], (uint)(length - opened));

    public readonly void Patch(int position, byte value) => space[position] = value;

    public readonly void PatchUInt32(int position, uint value) => BinaryPrimitives.WriteUInt32BigEndian(space[position..], value);

    private Span<byte> Take(int count)
    {
        if (count > space.Length - length)
        {
            Grow(count);
        }

        var taken = space.Slice(length, count);
        length += count;
        return taken;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(space.Length * 2, length + count));
        space[..length].CopyTo(larger);
        Dispose();
        rented = larger;
        space = larger;
    }
}
