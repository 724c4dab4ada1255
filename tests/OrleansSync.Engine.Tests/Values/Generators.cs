using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>Values of all kinds, with a taste for what breaks: surrogates, control characters, blanks, ties and edges.</summary>
internal static class Generators
{
    private static readonly string[] Pieces =
        ["a", "B", "z", "é", "ß", "日", " ", "  ", "\n", "\r\n", "\r", "\t", "\0", "\u0001", "\u001F", "\u007F", "\uD83D\uDE00", "\uD83D", "\uDE00", "\uFFFE", "\uFFFD", "\uFF5E", "\"", "\\", "{", "}", ",", "NULL", "%20", "%", "'", "1", "\u00A0"];

    public static readonly Gen<string> Text = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    public static readonly Gen<decimal> Number = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(number => (decimal)number),
        from digits in Gen.Choose(0, int.MaxValue) from scale in Gen.Choose(0, 28) from negative in Gen.Elements(true, false) select new decimal(digits, 0, 0, negative, (byte)scale),
        from low in Gen.Choose(int.MinValue, int.MaxValue) from mid in Gen.Choose(int.MinValue, int.MaxValue) from high in Gen.Choose(int.MinValue, int.MaxValue) from scale in Gen.Choose(0, 28) select new decimal(low, mid, high, low < 0, (byte)scale),
        Gen.Elements(0m, -0.0m, 1.10m, 9007199254740992m, 9007199254740993m, decimal.MaxValue, decimal.MinValue, 0.1m, 0.30000000000000004m, 1e-28m));

    public static readonly Gen<long> Seconds = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(seconds => (long)seconds),
        from days in Gen.Choose(-719_162, 2_932_896) from rest in Gen.Choose(0, 86_399) select (days * 86_400L) + rest,
        Gen.Elements(InstantValue.UnixSecondsMin, InstantValue.UnixSecondsMax, 0, -1, -2_208_988_800, -2_208_988_801));

    public static readonly Gen<DateOnly> Date = Gen.OneOf(
        Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber),
        Gen.Choose(693_595, 740_000).Select(DateOnly.FromDayNumber));

    public static readonly Gen<int[]> Ids = Gen.Choose(1, 6).ArrayOf();

    public static readonly Gen<Value> Json = JsonText().Select(text => JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var value, out var failure)
        ? value
        : throw new InvalidOperationException($"The generator made JSON that is none: {failure}."));

    public static readonly Gen<Value> Any = Gen.OneOf(
        Gen.Constant(Value.Null),
        Text.Select(Value (text) => new TextValue(text)),
        Number.Select(Value (number) => new NumberValue(number)),
        Gen.Elements(true, false).Select(Value (boolean) => BooleanValue.Of(boolean)),
        Seconds.Select(Value (seconds) => new InstantValue(seconds)),
        Date.Select(Value (date) => new DateValue(date)),
        Text.ArrayOf().Select(Value (choices) => new ChoicesValue(choices)),
        Ids.Select(Value (ids) => new LookupsValue(ids)),
        Ids.Select(Value (ids) => new PersonsValue(ids)),
        from url in Text from description in Text select (Value)new LinkValue(url, description),
        Json);

    /// <summary>Pairs that may be mapped, of every kind.</summary>
    public static readonly ColumnPair[] Pairs =
    [
        Pair(25, ListColumnKind.Note), Pair(25, ListColumnKind.Text), Pair(1043, ListColumnKind.Text, 14), Pair(1042, ListColumnKind.Text, 14), Pair(19, ListColumnKind.Text),
        Pair(25, ListColumnKind.Choice), Pair(21, ListColumnKind.Number), Pair(23, ListColumnKind.Number), Pair(20, ListColumnKind.Number), Pair(1700, ListColumnKind.Number),
        Pair(1700, ListColumnKind.Currency, (10 << 16) + 2 + 4), Pair(700, ListColumnKind.Number), Pair(701, ListColumnKind.Number), Pair(16, ListColumnKind.Boolean),
        Pair(1184, ListColumnKind.DateTime), Pair(1114, ListColumnKind.DateTime), Pair(1082, ListColumnKind.DateOnly), Pair(1009, ListColumnKind.MultiChoice),
        Pair(23, ListColumnKind.Lookup), Pair(1007, ListColumnKind.MultiLookup), Pair(23, ListColumnKind.Person), Pair(1007, ListColumnKind.MultiPerson),
        Pair(25, ListColumnKind.Hyperlink), Pair(114, ListColumnKind.Note), Pair(3802, ListColumnKind.Note), Pair(2950, ListColumnKind.Text), Pair(1083, ListColumnKind.Text),
        Pair(1186, ListColumnKind.Text), Pair(17, ListColumnKind.Note), Pair(869, ListColumnKind.Text), Pair(650, ListColumnKind.Text), Pair(20, ListColumnKind.Text),
        Pair(1700, ListColumnKind.Text), Pair(1700, ListColumnKind.Text, (20 << 16) + 4 + 4), Pair(701, ListColumnKind.Text), Pair(1184, ListColumnKind.Text),
        Pair(1114, ListColumnKind.Text), Pair(1082, ListColumnKind.Text), Pair(16, ListColumnKind.Text),
    ];

    /// <summary>A pair with a value that its table's column could have sent, or a person could have typed.</summary>
    public static readonly Gen<(ColumnPair Pair, Value Value)> PairAndValue =
        from pair in Gen.Elements(Pairs)
        from value in OfPair(pair)
        select (pair, value);

    public static Gen<Value> OfPair(ColumnPair pair) => pair.Kind switch
    {
        ValueKind.Text => pair.Type.IsText ? Text.Select(Value (text) => new TextValue(text)) : Gen.OneOf(FormOf(pair.Type.Kind), Text).Select(Value (text) => new TextValue(text)),
        ValueKind.Number => Number.Select(Value (number) => new NumberValue(number)),
        ValueKind.Boolean => Gen.Elements(true, false).Select(Value (boolean) => BooleanValue.Of(boolean)),
        ValueKind.Instant => Seconds.Select(Value (seconds) => new InstantValue(seconds)),
        ValueKind.Date => Date.Select(Value (date) => new DateValue(date)),
        ValueKind.Choices => Text.ArrayOf().Select(Value (choices) => new ChoicesValue(choices)),
        ValueKind.Lookups => Ids.Select(Value (ids) => new LookupsValue(pair.Column.HoldsSeveral ? ids : ids.Take(1))),
        ValueKind.Persons => Ids.Select(Value (ids) => new PersonsValue(pair.Column.HoldsSeveral ? ids : ids.Take(1))),
        ValueKind.Link => from url in Text from description in Text select (Value)new LinkValue(url, description),
        _ => Json,
    };

    public static ColumnPair Pair(uint oid, ListColumnKind kind, int typeModifier = -1)
    {
        var (type, column) = (PostgresType.Of(oid, typeModifier), new ListColumn("Field", kind));
        var verdict = MappingCheck.Check(type, column, valuesFit: true);
        return new ColumnPair(type, column, verdict.KindOrNull ?? throw new InvalidOperationException($"{type.Name} and {kind} are refused."));
    }

    private static Gen<string> FormOf(PostgresTypeKind kind) => kind switch
    {
        PostgresTypeKind.Uuid => Gen.Elements("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "{a0eebc999c0b4ef8bb6d6bb9bd380a11}"),
        PostgresTypeKind.Time => Gen.Elements("04:05:06.789", "24:00:00", "00:00", "23:59:59.999999", "25:00"),
        PostgresTypeKind.Interval => Gen.Elements("1 year 2 mons 3 days 04:05:06.007", "-1 days +02:03:00", "P1Y2M3DT4H5M6.007S", "00:00:00", "PT-0.5S", "P1M", "100:00:00"),
        PostgresTypeKind.Bytea => Gen.Elements("\\x", "\\xDEADbeef", "\\xd"),
        PostgresTypeKind.Inet or PostgresTypeKind.Cidr => Gen.Elements("192.168.0.1", "192.168.0.1/24", "::1", "2001:DB8:0:0:0:FF00:42:8329/64", "::ffff:1.2.3.4", "10.0.0.0/8", "300.1.1.1"),
        PostgresTypeKind.Boolean => Gen.Elements("t", "f", "true", "false"),
        PostgresTypeKind.Float8 => Gen.Elements("1e300", "1e+300", "-0", "0.1", "9.999999999999999e+22", "1E-300", "NaN", "123"),
        PostgresTypeKind.BigInt => Gen.Elements("9223372036854775807", "-1", "007", "9223372036854775808", "+5"),
        PostgresTypeKind.Numeric => Gen.Elements("1.10", "-0.00", "+1", "123456789012345678901234567890.5", "0001.5", ".5", "5.", "NaN", "1e5", "0.00001"),
        PostgresTypeKind.Date => Gen.Elements("2025-03-24", "0001-01-01", "9999-12-31", "2025-02-30", "infinity"),
        PostgresTypeKind.Timestamp => Gen.Elements("2025-12-21 01:59:16.123456", "2025-12-21T01:59:16", "1800-01-01 00:00:00", "2025-12-21 01:59:16+00"),
        _ => Gen.Elements("2025-12-21 01:59:16.123456+00", "2025-12-21T01:59:16Z", "2025-12-21 01:59:16+05:30", "0001-01-01 00:00:00+14"),
    };

    private static Gen<string> JsonText(int depth = 3)
    {
        var scalar = Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-0", "1.10", "1e400", "-1.5e-3", "12345678901234567890123", "0.0000001", "100"),
            Gen.Elements("a", "b", "é", "\\u0001", "\\n", "\\\"", "\\\\", " ", "\uD83D\uDE00", "\\uD83D\\uDE00", "\\uFFFE").ArrayOf().Select(parts => $"\"{string.Concat(parts)}\""));
        if (depth == 0)
        {
            return scalar;
        }

        var inner = JsonText(depth - 1);
        var few = Gen.Choose(0, 3).SelectMany(count => inner.ArrayOf(count));
        return Gen.OneOf(
            scalar,
            few.Select(items => $"[ {string.Join(" , ", items)} ]"),
            from items in few from names in Gen.Elements("a", "b", "aa", "é", "").ArrayOf(items.Length) select $"{{{string.Join(",", names.Zip(items, (name, item) => $"\"{name}\" : {item}"))}}}");
    }
}
