using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// Writes the form (<see cref="ValueEncoding"/>) of those values of a column that canonicalisation surely leaves as they are: texts with nothing to clean,
/// numbers of up to 15 digits, booleans, instants of the list's years. A value of which it is not sure is not written.
/// </summary>
internal sealed class PlainForm(ColumnPair pair, ListRules rules)
{
    private const long FifteenDigits = 1_000_000_000_000_000;
    private const int DigitsOfSure = 15;
    private const int GroupsMax = 4;
    private const int GroupBase = 10_000;
    private const int NumericHeader = 8;
    private const int NumericNegative = 0x4000;
    private static readonly long SecondsTo2000 = (long)(new DateTime(2000, 1, 1) - DateTime.UnixEpoch).TotalSeconds;

    private readonly int textMax = Math.Min(
        pair.Column.LengthMax ?? (pair.Column.Kind == ListColumnKind.Note ? rules.NoteLengthMax : rules.TextLengthMax), pair.Type.Length ?? int.MaxValue);
    private readonly long secondsMin = SecondsOf(rules.YearMin);
    private readonly long secondsEnd = SecondsOf(rules.YearMax + 1);

    /// <summary>Writes the form of a value that is not null; false, with nothing written, when it must be looked at closer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryWrite(ref EncodingBuffer buffer, ReadOnlySpan<byte> content) => (pair.Kind, pair.Type.Kind) switch
    {
        (ValueKind.Text, PostgresTypeKind.Text or PostgresTypeKind.Varchar) => TryText(ref buffer, content),
        (ValueKind.Number, PostgresTypeKind.SmallInt) when content.Length == 2 => TryNumber(ref buffer, BinaryPrimitives.ReadInt16BigEndian(content), 0),
        (ValueKind.Number, PostgresTypeKind.Int4) when content.Length == 4 => TryNumber(ref buffer, BinaryPrimitives.ReadInt32BigEndian(content), 0),
        (ValueKind.Number, PostgresTypeKind.BigInt) when content.Length == 8 => TryNumber(ref buffer, BinaryPrimitives.ReadInt64BigEndian(content), 0),
        (ValueKind.Number, PostgresTypeKind.Numeric) when content.Length >= NumericHeader => TryNumeric(ref buffer, content),
        (ValueKind.Boolean, PostgresTypeKind.Boolean) when content is [0 or 1] => Write(ref buffer, ValueKind.Boolean, content),
        (ValueKind.Instant, PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz) when content.Length == 8 => TryInstant(ref buffer, BinaryPrimitives.ReadInt64BigEndian(content)),
        _ => false,
    };

    // UTF-8 has at least as many bytes as UTF-16 has units, and a printable ASCII character makes a text not blank.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryText(ref EncodingBuffer buffer, ReadOnlySpan<byte> content)
    {
        if (content.Length > textMax || content.IndexOfAnyInRange((byte)'!', (byte)'~') < 0 || content.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0)
        {
            return false;
        }

        if (content.IndexOfAnyInRange((byte)0x7F, (byte)0xFF) >= 0 && (!Utf8.IsValid(content) || content.IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF]) >= 0))
        {
            return false;
        }

        return (!rules.TextIsTrimmed || (content[0] is > 0x20 and < 0x7F && content[^1] is > 0x20 and < 0x7F)) && Write(ref buffer, ValueKind.Text, content);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryNumeric(ref EncodingBuffer buffer, ReadOnlySpan<byte> content)
    {
        var (groups, weight, sign) = (BinaryPrimitives.ReadUInt16BigEndian(content), BinaryPrimitives.ReadInt16BigEndian(content[2..]), BinaryPrimitives.ReadUInt16BigEndian(content[4..]));
        if (groups > GroupsMax || sign is not (0 or NumericNegative) || content.Length != NumericHeader + (groups * 2))
        {
            return false;
        }

        var mantissa = 0L;
        for (var position = NumericHeader; position < content.Length; position += 2)
        {
            var group = BinaryPrimitives.ReadUInt16BigEndian(content[position..]);
            if (group >= GroupBase)
            {
                return false;
            }

            mantissa = (mantissa * GroupBase) + group;
        }

        var exponent = mantissa == 0 ? 0 : 4 * (weight - groups + 1);
        for (; exponent > 0 && mantissa < FifteenDigits; exponent--)
        {
            mantissa *= 10;
        }

        for (; exponent < 0 && mantissa % 10 == 0; exponent++)
        {
            mantissa /= 10;
        }

        return exponent is <= 0 and >= -DigitsOfSure && TryNumber(ref buffer, sign == 0 ? mantissa : -mantissa, -exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryNumber(ref EncodingBuffer buffer, long mantissa, int scale)
    {
        if (mantissa is <= -FifteenDigits or >= FifteenDigits || rules.NumberDigitsMax < DigitsOfSure || !FitsColumn(Math.Abs(mantissa), scale))
        {
            return false;
        }

        Span<byte> payload = stackalloc byte[1 + sizeof(long)];
        Span<byte> digits = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(digits, Math.Abs(mantissa));
        var kept = digits.TrimStart((byte)0);
        payload[0] = (byte)((mantissa < 0 ? 128 : 0) | scale);
        kept.CopyTo(payload[1..]);
        return Write(ref buffer, ValueKind.Number, payload[..(1 + kept.Length)]);
    }

    // The column may have been made narrower since the definition was saved, or be another one by now.
    private bool FitsColumn(long mantissa, int scale)
    {
        if (pair.Type is not { Kind: PostgresTypeKind.Numeric, Precision: { } precision, Scale: { } declared })
        {
            return true;
        }

        var digits = 0;
        for (; mantissa > 0; mantissa /= 10)
        {
            digits++;
        }

        return scale <= declared && digits - scale <= precision - declared;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryInstant(ref EncodingBuffer buffer, long since2000)
    {
        var seconds = Math.DivRem(since2000, PostgresTimes.MicrosecondsPerSecond, out var rest) + (rest < 0 ? -1 : 0) + SecondsTo2000;
        if (seconds < secondsMin || seconds >= secondsEnd)
        {
            return false;
        }

        Span<byte> payload = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(payload, seconds);
        return Write(ref buffer, ValueKind.Instant, payload);
    }

    private static bool Write(ref EncodingBuffer buffer, ValueKind kind, scoped ReadOnlySpan<byte> payload)
    {
        buffer.Byte((byte)kind);
        buffer.UInt32((uint)payload.Length);
        buffer.Bytes(payload);
        return true;
    }

    // A year that no instant has bounds nothing.
    private static long SecondsOf(int year) =>
        year < 1 ? InstantValue.UnixSecondsMin : year > 9999 ? InstantValue.UnixSecondsMax + 1 : (long)(new DateTime(year, 1, 1) - DateTime.UnixEpoch).TotalSeconds;
}
