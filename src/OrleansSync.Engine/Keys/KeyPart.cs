using System.Globalization;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// One column of a key, at the table's full precision: unlike a value, a timestamp keeps its microseconds and a text is never
/// cleaned, since rows that differ only there are different rows.
/// </summary>
/// <remarks>
/// The order is PostgreSQL's for the same column: numbers, dates and timestamps by size, uuid and bytea by bytes, texts by
/// code point as under COLLATE "C". Keyset pages are compared by PostgreSQL itself, so a text in a key must be paged with
/// COLLATE "C" wherever the engine orders keys too.
/// </remarks>
[GenerateSerializer, Immutable, Alias("KeyPart")]
public sealed record KeyPart : IComparable<KeyPart>
{
    private KeyPart(KeyPartKind kind, string text, decimal number)
    {
        Kind = kind;
        Text = text;
        Number = number;
    }

    /// <summary>The type of the column.</summary>
    [Id(0)]
    public KeyPartKind Kind { get; private init; }

    /// <summary>Texts as they are, a UUID with hyphens, bytes as lower-case hex; otherwise empty.</summary>
    [Id(1)]
    public string Text { get; private init; }

    /// <summary>Numbers, a boolean as 0 or 1, a date in days since 0001-01-01, a timestamp in microseconds since 1970; otherwise 0.</summary>
    [Id(2)]
    public decimal Number { get; private init; }

    /// <summary>A text.</summary>
    public static KeyPart Of(string text) => new(KeyPartKind.Text, text, 0);

    /// <summary>A number.</summary>
    public static KeyPart Of(decimal number) => new(KeyPartKind.Number, "", Numbers.Shorten(number));

    /// <summary>A boolean.</summary>
    public static KeyPart Of(bool boolean) => new(KeyPartKind.Boolean, "", boolean ? 1 : 0);

    /// <summary>A UUID.</summary>
    public static KeyPart Of(Guid uuid) => new(KeyPartKind.Uuid, uuid.ToString("D"), 0);

    /// <summary>A date.</summary>
    public static KeyPart Of(DateOnly date) => new(KeyPartKind.Date, "", date.DayNumber);

    /// <summary>A timestamp by its microseconds since 1970.</summary>
    public static KeyPart OfTimestamp(long unixMicroseconds) => new(KeyPartKind.Timestamp, "", unixMicroseconds);

    /// <summary>Bytes.</summary>
    public static KeyPart Of(ReadOnlySpan<byte> bytes) => new(KeyPartKind.Bytes, Convert.ToHexStringLower(bytes), 0);

    /// <inheritdoc/>
    public int CompareTo(KeyPart? other)
    {
        if (other is null)
        {
            return 1;
        }

        // Hex and hyphened UUIDs have the order of their bytes.
        var difference = Kind != other.Kind ? Kind.CompareTo(other.Kind) : Number.CompareTo(other.Number);
        return difference != 0 ? difference : CodePoints.Compare(Text, other.Text);
    }

    /// <summary>The kind only: keys may be personal.</summary>
    public override string ToString() => Kind.ToString();

    /// <summary>The literal that PostgreSQL reads back as this value of the column's type.</summary>
    public string ToPostgresText() => Kind switch
    {
        KeyPartKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        KeyPartKind.Boolean => Number == 0 ? "false" : "true",
        KeyPartKind.Date => PostgresTimes.DateForm(DateOnly.FromDayNumber((int)Number)),
        KeyPartKind.Timestamp => PostgresTimes.TimestampForm((long)Number, zoned: true),
        KeyPartKind.Bytes => $"\\x{Text}",
        _ => Text,
    };

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(KeyPart left, KeyPart right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(KeyPart left, KeyPart right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(KeyPart left, KeyPart right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(KeyPart left, KeyPart right) => left.CompareTo(right) >= 0;
}
