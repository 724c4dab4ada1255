using System.Buffers;
using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// The one text of each type that a list can only hold as text: uuid in lower case with hyphens, bytea as \x and lower-case
/// hex, time as 04:05:06.7, interval as P1DT2H, inet as PostgreSQL prints it. A text in another spelling of the same value
/// is brought into this one, so that what a person types into a list equals what the table reads back.
/// </summary>
internal static class PostgresForms
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static bool TryForm(PostgresTypeKind kind, ReadOnlySpan<byte> text, out string form, out ValueFailure failure)
    {
        (form, failure) = ("", default);
        switch (kind)
        {
            case PostgresTypeKind.Uuid when Guid.TryParse(text, out var uuid):
                form = uuid.ToString("D");
                return true;
            case PostgresTypeKind.Time when PostgresTimes.TryTime(text, out var time):
                form = PostgresTimes.TimeForm(time);
                return true;
            case PostgresTypeKind.Interval:
                var found = PostgresInterval.TryParse(text, out var interval, out var position);
                (form, failure) = found ? (interval.Form(), default) : ("", new ValueFailure(ValueRule.IntervalForm, position));
                return found;
            case PostgresTypeKind.Bytea when TryBytea(text, out var bytes):
                form = ByteaForm(bytes);
                return true;
            case PostgresTypeKind.Inet or PostgresTypeKind.Cidr when PostgresAddresses.TryParse(text, out var address, out var bits):
                form = PostgresAddresses.Form(address, bits, kind == PostgresTypeKind.Cidr);
                return true;
            default:
                failure = new(kind switch
                {
                    PostgresTypeKind.Uuid => ValueRule.UuidForm,
                    PostgresTypeKind.Time => ValueRule.TimeForm,
                    PostgresTypeKind.Bytea => ValueRule.ByteaForm,
                    PostgresTypeKind.Inet or PostgresTypeKind.Cidr => ValueRule.AddressForm,
                    _ => ValueRule.TypeNotSupported,
                });
                return false;
        }
    }

    public static string ByteaForm(ReadOnlySpan<byte> bytes) => $"\\x{Convert.ToHexStringLower(bytes)}";

    public static bool TryBytea(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = [];
        if (!text.StartsWith("\\x"u8) || text.Length % 2 != 0 || text[2..].IndexOfAnyExcept(HexDigits) >= 0)
        {
            return false;
        }

        bytes = Convert.FromHexString(Encoding.ASCII.GetString(text[2..]));
        return true;
    }

    /// <summary>The text of a single value in the text format, or null when its kind has none.</summary>
    public static string? FormOf(PostgresType type, Value value) => value switch
    {
        TextValue text => text.Text,
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        InstantValue instant => PostgresTimes.TimestampForm(instant.UnixSeconds * PostgresTimes.MicrosecondsPerSecond, type.Kind == PostgresTypeKind.TimestampTz),
        DateValue date => PostgresTimes.DateForm(date.Date),
        LinkValue link => link.Url,
        JsonValue json => json.Text,
        LookupsValue { Ids: [var id] } => id.ToString(CultureInfo.InvariantCulture),
        PersonsValue { Ids: [var id] } => id.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
