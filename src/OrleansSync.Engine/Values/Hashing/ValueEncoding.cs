using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace OrleansSync.Engine.Values.Hashing;

/// <summary>
/// The binary form that hashes are taken of, version 1. A value is its kind (1 byte), the length of its payload (4 bytes) and
/// the payload, all numbers big-endian:
/// <list type="table">
/// <item><term>null</term><description>nothing</description></item>
/// <item><term>text, json</term><description>UTF-8; a text with half a surrogate pair is kind + 64 and UTF-16</description></item>
/// <item><term>number</term><description>sign bit and scale (1 byte), then the digits as a binary number without leading zeros</description></item>
/// <item><term>boolean</term><description>0 or 1</description></item>
/// <item><term>instant</term><description>seconds since 1970 (8 bytes)</description></item>
/// <item><term>date</term><description>days since 0001-01-01 (4 bytes)</description></item>
/// <item><term>choices</term><description>each a text value, in order of code points</description></item>
/// <item><term>lookups, persons</term><description>each id (4 bytes), ascending</description></item>
/// <item><term>link</term><description>two text values, address and description</description></item>
/// </list>
/// It can be read back (<see cref="TryDecode"/>), so no two values share a form. Any change is a new version: it makes every
/// stored hash differ. Unknown has no form.
/// </summary>
public static class ValueEncoding
{
    /// <summary>The version, which is the first byte of every row's form.</summary>
    public const byte Version = 1;

    private const byte Utf16Flag = 64;

    /// <summary>The form of one value.</summary>
    public static byte[] Encode(Value value)
    {
        var buffer = new EncodingBuffer(stackalloc byte[256]);
        try
        {
            return TryWrite(ref buffer, value) ? buffer.Written.ToArray() : throw new UnknownValueException("");
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Reads one value, which must fill the bytes; false when they are the form of no value.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Value value) => TryRead(ref bytes, out value) && bytes.IsEmpty;

    /// <summary>Writes a value; false when it is unknown.</summary>
    internal static bool TryWrite(ref EncodingBuffer buffer, Value value)
    {
        if (value is TextValue text)
        {
            WriteText(ref buffer, ValueKind.Text, text.Text);
            return true;
        }

        buffer.Byte((byte)value.Kind);
        var opened = buffer.OpenLength();
        switch (value)
        {
            case NullValue:
                break;
            case NumberValue number:
                WriteNumber(ref buffer, number.Number);
                break;
            case BooleanValue boolean:
                buffer.Byte(boolean.IsTrue ? (byte)1 : (byte)0);
                break;
            case InstantValue instant:
                buffer.UInt64((ulong)instant.UnixSeconds);
                break;
            case DateValue date:
                buffer.UInt32((uint)date.Date.DayNumber);
                break;
            case ChoicesValue choices:
                foreach (var choice in choices.Choices)
                {
                    WriteText(ref buffer, ValueKind.Text, choice);
                }

                break;
            case LookupsValue lookups:
                WriteIds(ref buffer, lookups.Ids);
                break;
            case PersonsValue persons:
                WriteIds(ref buffer, persons.Ids);
                break;
            case LinkValue link:
                WriteText(ref buffer, ValueKind.Text, link.Url);
                WriteText(ref buffer, ValueKind.Text, link.Description);
                break;
            case JsonValue json:
                // Canonical JSON has no halves of surrogate pairs: its parser refuses them.
                buffer.TryUtf8(json.Text);
                break;
            default:
                return false;
        }

        buffer.CloseLength(opened);
        return true;
    }

    internal static bool TryRead(ref ReadOnlySpan<byte> bytes, out Value value)
    {
        value = Value.Null;
        if (!TryTake(ref bytes, out var tag, out var payload))
        {
            return false;
        }

        switch ((ValueKind)tag)
        {
            case ValueKind.Null:
                return payload.IsEmpty;
            case ValueKind.Text or (ValueKind)(Utf16Flag + (byte)ValueKind.Text):
                return Keep(TryReadText(tag, payload, out var text), new TextValue(text), out value);
            case ValueKind.Number when payload is [var head, ..] && payload.Length <= 13 && (head & 127) <= 28:
                value = new NumberValue(ReadNumber(payload));
                return true;
            case ValueKind.Boolean when payload is [0 or 1]:
                value = BooleanValue.Of(payload[0] == 1);
                return true;
            case ValueKind.Instant when payload.Length == 8:
                var seconds = BinaryPrimitives.ReadInt64BigEndian(payload);
                return seconds is >= InstantValue.UnixSecondsMin and <= InstantValue.UnixSecondsMax && Keep(true, new InstantValue(seconds), out value);
            case ValueKind.Date when payload.Length == 4:
                var day = BinaryPrimitives.ReadInt32BigEndian(payload);
                return day >= 0 && day <= DateOnly.MaxValue.DayNumber && Keep(true, new DateValue(DateOnly.FromDayNumber(day)), out value);
            case ValueKind.Choices:
                return TryReadTexts(payload, out var choices) && Keep(true, new ChoicesValue(choices), out value);
            case ValueKind.Lookups when payload.Length % 4 == 0:
                return Keep(true, new LookupsValue(ReadIds(payload)), out value);
            case ValueKind.Persons when payload.Length % 4 == 0:
                return Keep(true, new PersonsValue(ReadIds(payload)), out value);
            case ValueKind.Link:
                return TryReadTexts(payload, out var parts) && parts.Length == 2 && Keep(true, new LinkValue(parts[0], parts[1]), out value);
            case ValueKind.Json:
                return JsonValue.TryParse(payload, out value, out _);
            default:
                return false;
        }
    }

    private static void WriteText(ref EncodingBuffer buffer, ValueKind kind, string text)
    {
        buffer.Byte((byte)kind);
        var opened = buffer.OpenLength();
        if (!buffer.TryUtf8(text))
        {
            buffer.Patch(opened - 5, (byte)(Utf16Flag + (byte)kind));
            buffer.Utf16(text);
        }

        buffer.CloseLength(opened);
    }

    private static void WriteNumber(ref EncodingBuffer buffer, decimal number)
    {
        buffer.Byte((byte)((decimal.IsNegative(number) ? 128 : 0) | number.Scale));
        Span<byte> digits = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(digits, Numbers.Mantissa(number));
        buffer.Bytes(digits.TrimStart((byte)0));
    }

    private static void WriteIds(ref EncodingBuffer buffer, ImmutableArray<int> ids)
    {
        foreach (var id in ids)
        {
            buffer.UInt32((uint)id);
        }
    }

    private static decimal ReadNumber(ReadOnlySpan<byte> payload)
    {
        Span<byte> digits = stackalloc byte[12];
        digits.Clear();
        payload[1..].CopyTo(digits[(13 - payload.Length)..]);
        return new decimal(
            BinaryPrimitives.ReadInt32BigEndian(digits[8..]),
            BinaryPrimitives.ReadInt32BigEndian(digits[4..]),
            BinaryPrimitives.ReadInt32BigEndian(digits),
            (payload[0] & 128) != 0,
            (byte)(payload[0] & 127));
    }

    private static bool TryReadText(byte tag, ReadOnlySpan<byte> payload, out string text)
    {
        text = "";
        if ((tag & Utf16Flag) != 0)
        {
            var units = new char[payload.Length / 2];
            for (var index = 0; index < units.Length; index++)
            {
                units[index] = (char)BinaryPrimitives.ReadUInt16BigEndian(payload[(index * 2)..]);
            }

            text = new string(units);
            return payload.Length % 2 == 0;
        }

        if (!System.Text.Unicode.Utf8.IsValid(payload))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(payload);
        return true;
    }

    private static bool TryReadTexts(ReadOnlySpan<byte> payload, out string[] texts)
    {
        var found = new List<string>();
        while (TryTake(ref payload, out var tag, out var text) && (tag & ~Utf16Flag) == (byte)ValueKind.Text && TryReadText(tag, text, out var content))
        {
            found.Add(content);
        }

        texts = [.. found];
        return payload.IsEmpty;
    }

    private static int[] ReadIds(ReadOnlySpan<byte> payload)
    {
        var ids = new int[payload.Length / 4];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = BinaryPrimitives.ReadInt32BigEndian(payload[(index * 4)..]);
        }

        return ids;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, out byte tag, out ReadOnlySpan<byte> payload)
    {
        tag = 0;
        payload = default;
        if (bytes.Length < 5 || BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) > (uint)(bytes.Length - 5))
        {
            return false;
        }

        tag = bytes[0];
        var end = 5 + BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        payload = bytes[5..end];
        bytes = bytes[end..];
        return true;
    }

    private static bool Keep(bool read, Value found, out Value value)
    {
        value = read ? found : Value.Null;
        return read;
    }
}
