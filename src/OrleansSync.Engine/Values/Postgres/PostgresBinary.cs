using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// The binary format of PostgreSQL 12 and later. Gives the same values as <see cref="PostgresText"/> does for the same cell.
/// </summary>
public static class PostgresBinary
{
    private const byte JsonbVersion = 1;
    private const int IntervalSize = 16;

    /// <summary>Reads one value that is not null.</summary>
    public static bool TryRead(PostgresType type, ValueKind kind, ReadOnlySpan<byte> bytes, out Value value, out ValueFailure failure)
    {
        switch (type.Kind)
        {
            case PostgresTypeKind.Boolean when bytes is [0 or 1]:
                return PostgresShape.Boolean(kind, bytes[0] == 1, out value, out failure);
            case PostgresTypeKind.SmallInt when bytes.Length == 2:
                return PostgresShape.Integer(kind, BinaryPrimitives.ReadInt16BigEndian(bytes), out value, out failure);
            case PostgresTypeKind.Int4 when bytes.Length == 4:
                return PostgresShape.Integer(kind, BinaryPrimitives.ReadInt32BigEndian(bytes), out value, out failure);
            case PostgresTypeKind.BigInt when bytes.Length == 8:
                return PostgresShape.Integer(kind, BinaryPrimitives.ReadInt64BigEndian(bytes), out value, out failure);
            case PostgresTypeKind.Numeric:
                return TryNumeric(type, kind, bytes, out value, out failure);
            case PostgresTypeKind.Float4 when bytes.Length == 4:
                return PostgresShape.Single(kind, BinaryPrimitives.ReadSingleBigEndian(bytes), out value, out failure);
            case PostgresTypeKind.Float8 when bytes.Length == 8:
                return PostgresShape.Double(kind, BinaryPrimitives.ReadDoubleBigEndian(bytes), out value, out failure);
            case PostgresTypeKind.Date when bytes.Length == 4:
                return PostgresTimes.TryDateOf2000(BinaryPrimitives.ReadInt32BigEndian(bytes), out var date, out failure)
                    ? PostgresShape.Date(kind, date, out value, out failure)
                    : PostgresShape.Refuse(failure.Rule, out value, out failure);
            case PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz when bytes.Length == 8:
                return PostgresTimes.TryTimestampOf2000(BinaryPrimitives.ReadInt64BigEndian(bytes), out var microseconds, out failure)
                    ? PostgresShape.Instant(kind, microseconds, type.Kind == PostgresTypeKind.TimestampTz, out value, out failure)
                    : PostgresShape.Refuse(failure.Rule, out value, out failure);
            case PostgresTypeKind.Json:
                return PostgresShape.Json(kind, bytes, out value, out failure);
            case PostgresTypeKind.Jsonb when bytes is [JsonbVersion, ..]:
                return PostgresShape.Json(kind, bytes[1..], out value, out failure);
            case PostgresTypeKind.Array:
                return PostgresArrays.TryReadBinary(type, kind, bytes, out value, out failure);
            case PostgresTypeKind.Text or PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar or PostgresTypeKind.Name or PostgresTypeKind.Citext
                or PostgresTypeKind.Enum or PostgresTypeKind.Xml:
                return PostgresShape.Text(type, kind, bytes, out value, out failure);
            default:
                return TryForm(type, kind, bytes, out value, out failure);
        }
    }

    /// <summary>Writes one value that is not null; a value that the type cannot hold is refused.</summary>
    /// <exception cref="UnknownValueException">The value was not sent.</exception>
    public static bool TryRender(PostgresType type, Value value, out byte[] bytes, out ValueFailure failure)
    {
        if (type.Kind == PostgresTypeKind.Array && value is ChoicesValue or LookupsValue or PersonsValue)
        {
            return PostgresArrays.TryWriteBinary(type, value, out bytes, out failure);
        }

        if (!PostgresText.TryRender(type, value, out bytes, out failure))
        {
            return false;
        }

        // The text is known to be one that the type reads, so these conversions cannot fail.
        var text = bytes;
        bytes = type.Kind switch
        {
            PostgresTypeKind.Boolean => [text[0] == (byte)'t' ? (byte)1 : (byte)0],
            PostgresTypeKind.SmallInt => Fixed(2, long.Parse(text, CultureInfo.InvariantCulture)),
            PostgresTypeKind.Int4 => Fixed(4, long.Parse(text, CultureInfo.InvariantCulture)),
            PostgresTypeKind.BigInt => Fixed(8, long.Parse(text, CultureInfo.InvariantCulture)),
            PostgresTypeKind.Numeric => PostgresNumeric.Write(Encoding.ASCII.GetString(text)),
            PostgresTypeKind.Float4 => Fixed(4, BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture))),
            PostgresTypeKind.Float8 => Fixed(8, BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))),
            PostgresTypeKind.Date => PostgresTimes.TryDate(text, out var date, out _) ? Fixed(4, PostgresTimes.To2000(date)) : [],
            PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz => Timestamp(text, type.Kind == PostgresTypeKind.TimestampTz),
            PostgresTypeKind.Jsonb => [JsonbVersion, .. text],
            PostgresTypeKind.Uuid => Guid.TryParse(text, out var uuid) ? uuid.ToByteArray(bigEndian: true) : [],
            PostgresTypeKind.Time => PostgresTimes.TryTime(text, out var time) ? Fixed(8, time) : [],
            PostgresTypeKind.Interval => PostgresInterval.TryParse(text, out var interval, out _)
                ? [.. Fixed(8, interval.Microseconds), .. Fixed(4, interval.Days), .. Fixed(4, interval.Months)]
                : [],
            PostgresTypeKind.Bytea => PostgresForms.TryBytea(text, out var content) ? content : [],
            PostgresTypeKind.Inet or PostgresTypeKind.Cidr => PostgresAddresses.TryParse(text, out var address, out var bits)
                ? PostgresAddresses.Write(address, bits, type.Kind == PostgresTypeKind.Cidr)
                : [],
            _ => text,
        };
        return true;
    }

    private static bool TryNumeric(PostgresType type, ValueKind kind, ReadOnlySpan<byte> bytes, out Value value, out ValueFailure failure)
    {
        if (kind == ValueKind.Number)
        {
            return PostgresNumeric.TryDecimal(bytes, out var number, out failure)
                ? PostgresShape.Done(new NumberValue(number), out value, out failure)
                : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
        }

        return PostgresNumeric.TryDigits(bytes, out var digits, out failure)
            ? PostgresText.TryRead(type, kind, Encoding.ASCII.GetBytes(digits), out value, out failure)
            : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
    }

    private static bool TryForm(PostgresType type, ValueKind kind, ReadOnlySpan<byte> bytes, out Value value, out ValueFailure failure)
    {
        switch (type.Kind)
        {
            case PostgresTypeKind.Uuid when bytes.Length == 16:
                return PostgresShape.Form(kind, new Guid(bytes, bigEndian: true).ToString("D"), out value, out failure);
            case PostgresTypeKind.Time when bytes.Length == 8 && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and <= PostgresTimes.MicrosecondsPerDay:
                return PostgresShape.Form(kind, PostgresTimes.TimeForm(BinaryPrimitives.ReadInt64BigEndian(bytes)), out value, out failure);
            case PostgresTypeKind.Interval when bytes.Length == IntervalSize:
                var interval = new PostgresInterval(
                    BinaryPrimitives.ReadInt32BigEndian(bytes[12..]), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes));
                return PostgresShape.Form(kind, interval.Form(), out value, out failure);
            case PostgresTypeKind.Bytea:
                return PostgresShape.Form(kind, PostgresForms.ByteaForm(bytes), out value, out failure);
            case PostgresTypeKind.Inet or PostgresTypeKind.Cidr when PostgresAddresses.TryRead(bytes, out var address, out var bits):
                return PostgresShape.Form(kind, PostgresAddresses.Form(address, bits, type.Kind == PostgresTypeKind.Cidr), out value, out failure);
            case PostgresTypeKind.Other:
                return PostgresShape.Refuse(ValueRule.TypeNotSupported, out value, out failure);
            default:
                return PostgresShape.Refuse(ValueRule.BinaryForm, out value, out failure);
        }
    }

    private static byte[] Fixed(int size, long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes[(8 - size)..];
    }

    private static byte[] Timestamp(byte[] text, bool zoned) =>
        PostgresTimes.TryTimestamp(text, zoned, out var microseconds, out _) ? Fixed(8, PostgresTimes.To2000(microseconds)) : [];
}
