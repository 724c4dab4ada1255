using System.Globalization;
using System.Text;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

public sealed class PostgresGoldenTests
{
    public static TheoryData<string, string, string, string> Rows => GoldenBytes.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void TryRead_WhatPostgresSends_IsTheSameFromBinaryTextAndPgOutput(string type, string literal, string hex, string text)
    {
        var (described, utf8, bytes) = (TypeOf(type), Encoding.UTF8.GetBytes(text), Convert.FromHexString(hex));
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            var fromBinary = PostgresBinary.TryRead(described, kind, bytes, out var binaryValue, out var binaryFailure);
            var fromText = PostgresText.TryRead(described, kind, utf8, out var textValue, out var textFailure);
            var fromOutput = PgOutputText.TryRead(described, kind, PgOutputText.TextMarker, utf8, out var outputValue, out _);

            Assert.True((fromBinary, binaryFailure.Rule) == (fromText, textFailure.Rule), $"{literal} as {kind}: {binaryFailure} and {textFailure}");
            Assert.Equal(binaryValue, textValue);
            Assert.Equal((fromText, textValue), (fromOutput, outputValue));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TryRender_WhatWasRead_IsWhatPostgresReadsBackAsTheSame(string type, string literal, string hex, string text)
    {
        var described = TypeOf(type);
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            if (!PostgresBinary.TryRead(described, kind, Convert.FromHexString(hex), out var value, out _))
            {
                continue;
            }

            Assert.True(PostgresText.TryRender(described, value, out var rendered, out var failure), $"{literal} ({text}) as {kind}: {failure}");
            Assert.True(PostgresText.TryRead(described, kind, rendered, out var back, out _));
            Assert.Equal(value, back);
            Assert.True(PostgresBinary.TryRender(described, value, out rendered, out _));
            Assert.True(PostgresBinary.TryRead(described, kind, rendered, out back, out _));
            Assert.Equal(value, back);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TryRender_TextOfAValue_IsByteForByteWhatPostgresSends(string type, string literal, string hex, string text)
    {
        var described = TypeOf(type);
        // Blanks of character(n) and the sign of zero are dropped on purpose.
        if (described.Kind != PostgresTypeKind.Bpchar && text != "-0" && PostgresBinary.TryRead(described, ValueKind.Text, Convert.FromHexString(hex), out var value, out _))
        {
            Assert.True(PostgresBinary.TryRender(described, value, out var rendered, out var failure), $"{literal}: {failure}");
            Assert.Equal(hex, Convert.ToHexStringLower(rendered));
        }
    }

    [Theory]
    [InlineData("1.10::numeric", ValueKind.Number, "1.1")]
    [InlineData("1.10::numeric", ValueKind.Text, "1.10")]
    [InlineData("123456789012345678901234567890.5::numeric", ValueKind.Text, "123456789012345678901234567890.5")]
    [InlineData("123456789012345678901234567890.5::numeric", ValueKind.Number, "!NumberTooFine")]
    [InlineData("79228162514264337593543950336::numeric", ValueKind.Number, "!NumberTooLarge")]
    [InlineData("79228162514264337593543950335::numeric", ValueKind.Number, "79228162514264337593543950335")]
    [InlineData("1e-30::numeric", ValueKind.Number, "!NumberTooFine")]
    [InlineData("'NaN'::numeric", ValueKind.Number, "!NumberNotFinite")]
    [InlineData("'-Infinity'::numeric", ValueKind.Text, "!NumberNotFinite")]
    [InlineData("0.1::float4", ValueKind.Number, "0.1")]
    [InlineData("1e23::float8", ValueKind.Number, "100000000000000000000000")]
    [InlineData("'-0'::float8", ValueKind.Number, "0")]
    [InlineData("1e300::float8", ValueKind.Number, "!NumberTooLarge")]
    [InlineData("1e300::float8", ValueKind.Text, "1E+300")]
    [InlineData("1e-300::float8", ValueKind.Number, "!NumberTooFine")]
    [InlineData("'NaN'::float8", ValueKind.Text, "!NumberNotFinite")]
    [InlineData("true", ValueKind.Boolean, "true")]
    [InlineData("'ab'::char(5)", ValueKind.Text, "ab")]
    [InlineData("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", ValueKind.Text, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData("'2025-03-24'::date", ValueKind.Date, "2025-03-24")]
    [InlineData("'infinity'::date", ValueKind.Date, "!DateNotFinite")]
    [InlineData("'0044-03-15 BC'::date", ValueKind.Date, "!DateOutOfRange")]
    [InlineData("'10000-01-01'::date", ValueKind.Text, "!DateOutOfRange")]
    [InlineData("'2025-12-21 01:59:16.123456'::timestamp", ValueKind.Instant, "2025-12-21T01:59:16")]
    [InlineData("'2025-12-21 01:59:16.123456'::timestamp", ValueKind.Text, "2025-12-21T01:59:16.123456")]
    [InlineData("'2025-12-21 01:59:16.5+05:30'::timestamptz", ValueKind.Text, "2025-12-20T20:29:16.5Z")]
    [InlineData("'1969-12-31 23:59:59.5+00'::timestamptz", ValueKind.Instant, "1969-12-31T23:59:59")]
    [InlineData("'-infinity'::timestamptz", ValueKind.Instant, "!InstantNotFinite")]
    [InlineData("'0044-03-15 12:00:00 BC'::timestamp", ValueKind.Instant, "!InstantOutOfRange")]
    [InlineData("'20000-01-01 00:00:00'::timestamp", ValueKind.Instant, "!InstantOutOfRange")]
    [InlineData("'04:05:06.789'::time", ValueKind.Text, "04:05:06.789")]
    [InlineData("'1 year 2 mons 3 days 04:05:06.007'::interval", ValueKind.Text, "P1Y2M3DT4H5M6.007S")]
    [InlineData("'-1 years -2 mons +3 days -00:00:01.5'::interval", ValueKind.Text, "P-1Y-2M3DT-1.5S")]
    [InlineData("'0'::interval", ValueKind.Text, "PT0S")]
    [InlineData("'{\"b\": 1, \"a\": [1.10, \"x\", null], \"a\": 2}'::jsonb", ValueKind.Json, "{\"a\":2,\"b\":1}")]
    [InlineData("'{ \"b\" : 1e2 }'::json", ValueKind.Json, "{\"b\":100}")]
    [InlineData("'192.168.0.1'::inet", ValueKind.Text, "192.168.0.1")]
    [InlineData("'10.1.2.3/32'::cidr", ValueKind.Text, "10.1.2.3/32")]
    [InlineData("array['b','a','a b','c\"d\\e','NULL','']::text[]", ValueKind.Choices, "|NULL|a|a b|b|c\"d\\e")]
    [InlineData("array['a',null]::text[]", ValueKind.Choices, "!ArrayHoldsNull")]
    [InlineData("array[['a'],['b']]::text[]", ValueKind.Choices, "!ArrayDimensions")]
    [InlineData("'[0:1]={a,b}'::text[]", ValueKind.Choices, "a|b")]
    [InlineData("array[3,1,2]::int4[]", ValueKind.Lookups, "1|2|3")]
    [InlineData("array['ok','very happy']::mood[]", ValueKind.Choices, "ok|very happy")]
    [InlineData("'12.34'::money", ValueKind.Number, "!TypeNotSupported")]
    [InlineData("'04:05:06+02'::timetz", ValueKind.Text, "!TypeNotSupported")]
    public void TryRead_KnownLiteral_IsTheKnownValue(string literal, ValueKind kind, string expected)
    {
        var row = GoldenBytes.Rows.Single(row => (string)row[1] == literal);
        var read = PostgresBinary.TryRead(TypeOf((string)row[0]), kind, Convert.FromHexString((string)row[2]), out var value, out var failure);

        Assert.Equal(expected, read ? Show(value) : $"!{failure.Rule}");
    }

    [Fact]
    public void PgOutput_Markers_AreNullUnknownAndNeverMixedUp()
    {
        var type = PostgresType.Of(25);

        Assert.True(PgOutputText.TryRead(type, ValueKind.Text, PgOutputText.NullMarker, default, out var value, out _) && value.IsNull);
        Assert.True(PgOutputText.TryRead(type, ValueKind.Text, PgOutputText.UnchangedMarker, default, out value, out _) && value.IsUnknown);
        Assert.True(PgOutputText.TryRead(type, ValueKind.Text, PgOutputText.BinaryMarker, "x"u8, out value, out _) && value is TextValue { Text: "x" });
        Assert.False(PgOutputText.TryRead(type, ValueKind.Text, (byte)'?', default, out _, out var failure));
        Assert.Equal(ValueRule.BinaryForm, failure.Rule);
    }

    [Fact]
    public void TryRender_Unknown_IsRefusedLoudly()
    {
        Assert.Throws<UnknownValueException>(() => PostgresText.TryRender(PostgresType.Of(25), Value.Unknown, out _, out _));
        Assert.Throws<UnknownValueException>(() => PostgresBinary.TryRender(PostgresType.Of(25), Value.Unknown, out _, out _));
    }

    [Theory]
    [InlineData(21, ValueKind.Number, "32768", ValueRule.NumberOutsideColumn)]
    [InlineData(23, ValueKind.Number, "1.5", ValueRule.NumberForm)]
    [InlineData(1700, ValueKind.Number, "12x", ValueRule.NumberForm)]
    [InlineData(1082, ValueKind.Date, "2025-02-30", ValueRule.DateForm)]
    [InlineData(1082, ValueKind.Date, "24.03.2025", ValueRule.DateForm)]
    [InlineData(1184, ValueKind.Instant, "2025-12-21 01:59:16", ValueRule.InstantForm)]
    [InlineData(1114, ValueKind.Instant, "Sun Dec 21 01:59:16 2025", ValueRule.InstantForm)]
    [InlineData(16, ValueKind.Boolean, "yes", ValueRule.BooleanForm)]
    [InlineData(2950, ValueKind.Text, "x", ValueRule.UuidForm)]
    [InlineData(3802, ValueKind.Json, "{", ValueRule.JsonForm)]
    [InlineData(1009, ValueKind.Choices, "{a", ValueRule.ArrayForm)]
    public void TryRead_BadText_NamesTheRule(uint oid, ValueKind kind, string text, ValueRule rule)
    {
        Assert.False(PostgresText.TryRead(PostgresType.Of(oid), kind, Encoding.UTF8.GetBytes(text), out _, out var found));
        Assert.Equal(rule, found.Rule);
    }

    [Fact]
    public void PostgresType_Modifiers_AreDecoded()
    {
        Assert.Equal(10, PostgresType.Of(1043, 14).Length);
        Assert.Equal((10, 2), (PostgresType.Of(1700, (10 << 16) + 2 + 4).Precision, PostgresType.Of(1700, (10 << 16) + 2 + 4).Scale));
        Assert.Equal(-3, PostgresType.Of(1700, (5 << 16) + (-3 & 0x7FF) + 4).Scale);
        Assert.Equal(10, PostgresType.Of(1015, 14).Element?.Length);
        Assert.Equal(PostgresTypeKind.Other, PostgresType.Of(600).Kind);
    }

    internal static PostgresType TypeOf(string name) => name switch
    {
        "mood" => PostgresType.EnumOf("mood", 16_489, ["sad", "ok", "very happy"]),
        "mood[]" => PostgresType.ArrayOf(TypeOf("mood"), 16_488),
        "citext" => PostgresType.CitextOf(16_385),
        _ => PostgresType.Of(uint.Parse(name, CultureInfo.InvariantCulture)),
    };

    internal static string Show(Value value) => value switch
    {
        TextValue text => text.Text,
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        InstantValue instant => instant.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DateValue date => date.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ChoicesValue choices => string.Join("|", choices.Choices),
        LookupsValue lookups => string.Join("|", lookups.Ids),
        PersonsValue persons => string.Join("|", persons.Ids),
        LinkValue link => $"{link.Url}|{link.Description}",
        JsonValue json => json.Text,
        _ => $"({value.Kind})",
    };
}
