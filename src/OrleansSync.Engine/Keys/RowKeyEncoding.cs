using System.Globalization;
using System.Text;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// The form in which a row's key is stored, version 1, small because the ledger has one for each row: the version (1 byte), then of each
/// column a tag (1 byte) and its content. Lengths and numbers are variable-length, seven bits a byte, the lowest first, a sign in the
/// lowest bit:
/// <list type="table">
/// <item><term>text 1, 65</term><description>length and UTF-8; 65 is UTF-16, for half a surrogate pair</description></item>
/// <item><term>number 2, 66</term><description>a whole number of 64 bits; 66 is any other, as length and digits</description></item>
/// <item><term>boolean 3, 67</term><description>nothing: 3 is false, 67 true</description></item>
/// <item><term>uuid 4</term><description>16 bytes</description></item>
/// <item><term>date 5</term><description>days since 0001-01-01</description></item>
/// <item><term>timestamp 6</term><description>microseconds since 1970</description></item>
/// <item><term>bytes 7</term><description>length and bytes</description></item>
/// </list>
/// Unlike <see cref="RowKey.Form"/> no hash is taken of it, so a later version may differ.
/// </summary>
public static class RowKeyEncoding
{
    private const byte Version = 1;
    private const byte Other = 64;

    /// <summary>The stored form of a key; never empty.</summary>
    public static byte[] Encode(RowKey key)
    {
        var buffer = new EncodingBuffer(stackalloc byte[128]);
        try
        {
            buffer.Byte(Version);
            foreach (var part in key.Parts)
            {
                Write(ref buffer, part);
            }

            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Reads a stored key.</summary>
    /// <exception cref="FormatException">The bytes are no key of a version that is known.</exception>
    public static RowKey Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new EncodingReader(bytes);
        if (reader.Byte() != Version || reader.IsAtEnd)
        {
            throw EncodingReader.Malformed();
        }

        var parts = new List<KeyPart>(1);
        while (!reader.IsAtEnd)
        {
            parts.Add(Read(ref reader));
        }

        return new([.. parts]);
    }

    private static void Write(ref EncodingBuffer buffer, KeyPart part)
    {
        var tag = (byte)part.Kind;
        switch (part.Kind)
        {
            case KeyPartKind.Text:
                WriteText(ref buffer, tag, part.Text);
                break;
            case KeyPartKind.Number when part.Number.Scale == 0 && part.Number is >= long.MinValue and <= long.MaxValue:
            case KeyPartKind.Date or KeyPartKind.Timestamp:
                buffer.Byte(tag);
                buffer.VarInt64((long)part.Number);
                break;
            case KeyPartKind.Number:
                WriteText(ref buffer, (byte)(tag + Other), part.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case KeyPartKind.Boolean:
                buffer.Byte(part.Number == 0 ? tag : (byte)(tag + Other));
                break;
            case KeyPartKind.Uuid:
                buffer.Byte(tag);
                buffer.Bytes(Guid.Parse(part.Text).ToByteArray(bigEndian: true));
                break;
            case KeyPartKind.Bytes:
                buffer.Byte(tag);
                buffer.VarUInt64((ulong)part.Text.Length / 2);
                buffer.Bytes(Convert.FromHexString(part.Text));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void WriteText(ref EncodingBuffer buffer, byte tag, string text)
    {
        if (HasHalfPair(text))
        {
            buffer.Byte((byte)(tag + Other));
            buffer.VarUInt64((ulong)text.Length * 2);
            buffer.Utf16(text);
            return;
        }

        buffer.Byte(tag);
        buffer.VarUInt64((ulong)Encoding.UTF8.GetByteCount(text));
        buffer.TryUtf8(text);
    }

    private static bool HasHalfPair(string text)
    {
        var index = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; index >= 0 && index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[++index])))
            {
                return true;
            }
        }

        return false;
    }

    private static KeyPart Read(ref EncodingReader reader) => reader.Byte() switch
    {
        (byte)KeyPartKind.Text => KeyPart.Of(reader.Utf8()),
        Other + (byte)KeyPartKind.Text => KeyPart.Of(reader.Utf16()),
        (byte)KeyPartKind.Number => KeyPart.Of((decimal)reader.VarInt64()),
        Other + (byte)KeyPartKind.Number => decimal.TryParse(reader.Utf8(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? KeyPart.Of(number) : throw EncodingReader.Malformed(),
        (byte)KeyPartKind.Boolean => KeyPart.Of(false),
        Other + (byte)KeyPartKind.Boolean => KeyPart.Of(true),
        (byte)KeyPartKind.Uuid => KeyPart.Of(new Guid(reader.Bytes(16), bigEndian: true)),
        (byte)KeyPartKind.Date => reader.VarInt64() is >= 0 and var day && day <= DateOnly.MaxValue.DayNumber ? KeyPart.Of(DateOnly.FromDayNumber((int)day)) : throw EncodingReader.Malformed(),
        (byte)KeyPartKind.Timestamp => KeyPart.OfTimestamp(reader.VarInt64()),
        (byte)KeyPartKind.Bytes => KeyPart.Of(reader.Bytes(reader.VarUInt64())),
        _ => throw EncodingReader.Malformed(),
    };
}
