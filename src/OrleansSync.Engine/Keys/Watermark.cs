using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// How far a table's changes were read, at full precision (microseconds, all digits): half of a keyset cursor, the other half
/// is a <see cref="RowKey"/>. Rows are compared with it by PostgreSQL; the order here is the same.
/// </summary>
[GenerateSerializer, Immutable, Alias("Watermark")]
public sealed record Watermark : IComparable<Watermark>
{
    private const int VersionAt = 14;

    private Watermark(WatermarkKind kind, KeyPart part)
    {
        Kind = kind;
        Part = part;
    }

    /// <summary>Which type.</summary>
    [Id(0)]
    public WatermarkKind Kind { get; private init; }

    /// <summary>The value.</summary>
    [Id(1)]
    public KeyPart Part { get; private init; }

    /// <summary>The kind of watermark that a column's type can be, or null: text, floats and the rest only page a full scan.</summary>
    public static WatermarkKind? KindOf(PostgresType type) => KeyReading.KindOf(type) switch
    {
        KeyPartKind.Timestamp => WatermarkKind.Timestamp,
        KeyPartKind.Date => WatermarkKind.Date,
        KeyPartKind.Number => WatermarkKind.Number,
        KeyPartKind.Uuid => WatermarkKind.UuidVersion7,
        _ => null,
    };

    /// <summary>The watermark of a value; null when it is none, a UUID of another version among them.</summary>
    public static Watermark? Find(KeyPart part) => part.Kind switch
    {
        KeyPartKind.Timestamp => new(WatermarkKind.Timestamp, part),
        KeyPartKind.Date => new(WatermarkKind.Date, part),
        KeyPartKind.Number => new(WatermarkKind.Number, part),
        KeyPartKind.Uuid when part.Text[VersionAt] == '7' => new(WatermarkKind.UuidVersion7, part),
        _ => null,
    };

    /// <inheritdoc/>
    public int CompareTo(Watermark? other) => Part.CompareTo(other?.Part);

    /// <summary>The literal that PostgreSQL reads back as this value of the column's type.</summary>
    public string ToPostgresText() => Part.ToPostgresText();

    /// <summary>The kind only.</summary>
    public override string ToString() => Kind.ToString();

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(Watermark left, Watermark right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(Watermark left, Watermark right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(Watermark left, Watermark right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(Watermark left, Watermark right) => left.CompareTo(right) >= 0;
}
