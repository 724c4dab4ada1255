using System.Buffers.Binary;
using System.Text;

namespace OrleansSync.Engine.Values.Hashing;

/// <summary>Reads what <see cref="EncodingBuffer"/> wrote; bytes that it cannot have written are a <see cref="FormatException"/>.</summary>
internal ref struct EncodingReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(ulong count)
    {
        if (count > (ulong)rest.Length)
        {
            throw Malformed();
        }

        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }

    public ulong VarUInt64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Malformed();
    }

    public long VarInt64()
    {
        var value = VarUInt64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Utf8()
    {
        var content = Bytes(VarUInt64());
        return System.Text.Unicode.Utf8.IsValid(content) ? Encoding.UTF8.GetString(content) : throw Malformed();
    }

    public string Utf16()
    {
        var content = Bytes(VarUInt64());
        if (content.Length % 2 != 0)
        {
            throw Malformed();
        }

        var units = new char[content.Length / 2];
        for (var index = 0; index < units.Length; index++)
        {
            units[index] = (char)BinaryPrimitives.ReadUInt16BigEndian(content[(index * 2)..]);
        }

        return new string(units);
    }

    /// <summary>Reads a value as <see cref="ValueEncoding"/> writes it.</summary>
    public Value Value() => ValueEncoding.TryRead(ref rest, out var value) ? value : throw Malformed();

    public readonly byte Peek() => rest.IsEmpty ? throw Malformed() : rest[0];

    public static FormatException Malformed() => new("The stored bytes are of no form that this server knows: they were damaged, or written by a newer one.");
}
