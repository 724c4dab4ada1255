using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>Whatever comes in, a parser gives a value or a failure with a rule, and throws nothing.</summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Types = [.. GoldenBytes.Rows.Select(row => (string)row[0]).Distinct()];
    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(unit => (byte)unit);

    // Bytes that were sent once, with a few of them changed, cut or repeated, reach deeper than random ones.
    private static readonly Gen<(string Type, byte[] Bytes)> Mutated =
        from row in Gen.Elements(GoldenBytes.Rows.ToArray())
        from text in Gen.Elements(true, false)
        from at in Gen.Choose(0, 40)
        from change in Gen.Choose(0, 3)
        from unit in Byte
        let bytes = text ? Encoding.UTF8.GetBytes((string)row[3]) : Convert.FromHexString((string)row[2])
        select ((string)row[0], Change(bytes, at, change, unit));

    private static readonly Gen<(string Type, byte[] Bytes)> Random = from type in Gen.Elements(Types) from bytes in Byte.ArrayOf() select (type, bytes);

    [Fact]
    public void Postgres_AnyBytes_GiveAValueOrAFailure() => Properties.ForAll(Gen.OneOf(Mutated, Random), given =>
    {
        var type = PostgresGoldenTests.TypeOf(given.Type);
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            Check(PostgresText.TryRead(type, kind, given.Bytes, out var value, out var failure), value, failure);
            Check(PostgresBinary.TryRead(type, kind, given.Bytes, out value, out failure), value, failure);
        }

        KeyReading.TryReadText(type, given.Bytes, out _, out _);
        KeyReading.TryReadBinary(type, given.Bytes, out _, out _);
    }, 20_000);

    [Fact]
    public void Graph_AnyBytesInAnyShape_GiveAValueOrAFailure()
    {
        var scalar = Gen.Elements(
            "null", "true", "0", "-1", "1e400", "1.5", "99999999999999999999", "\"\"", "\"x\"", "\"13\"", "\"2025-03-24T07:00:00Z\"", "\"\\uD83D\"", "\"\\u00e9\"", "\"2025-03-24\"",
            "{\"LookupId\":3}", "{\"LookupId\":\"3\",\"Email\":\"a@b\"}", "{\"Url\":\"https://a b\"}", "{\"LookupId\":{}}", "{\"Url\":[1]}", "{}", "[]", "[[1]]", "[{\"LookupId\":[1,2]},5]", "\"{\\\"a\\\":1}\"");
        var json = Gen.OneOf(scalar, scalar.ArrayOf().Select(items => $"[{string.Join(",", items)}]"));
        Properties.ForAll(from pair in Gen.Elements(Generators.Pairs) from first in json from second in json select (pair, first, second), given =>
        {
            var other = new ListColumn("After", ListColumnKind.Note);
            var fields = new GraphFields([new(given.pair.Column, given.pair.Kind), new(other, ValueKind.Text)], new ListRules(TimeZoneInfo.Utc));
            var values = new Value[2];
            var utf8 = Encoding.UTF8.GetBytes($"{{\"x\":{given.second},\"{given.pair.Column.ReadName}\":{given.first},\"After\":\"still read\"}}");
            Check(fields.TryRead(utf8, values, out var failed, out var failure), values[0], failure);
            // Wherever the reading of one field stopped, the next one is read.
            Assert.Equal(new TextValue("still read"), values[1]);
            Assert.Equal(failure.Rule == ValueRule.None ? -1 : 0, failed);
        }, 10_000);
        Properties.ForAll(Byte.ArrayOf(), bytes =>
            Check(new GraphFields([new(new("A", ListColumnKind.Text), ValueKind.Text)], new ListRules(TimeZoneInfo.Utc)).TryRead(bytes, new Value[1], out _, out var failure), Value.Null, failure), 3_000);
    }

    private static void Check(bool read, Value value, ValueFailure failure)
    {
        Assert.NotNull(value);
        Assert.Equal(read, failure.Rule == ValueRule.None);
    }

    private static byte[] Change(byte[] bytes, int at, int change, byte unit)
    {
        var index = bytes.Length == 0 ? 0 : at % bytes.Length;
        return change switch
        {
            0 => bytes[..index],
            1 => [.. bytes[..index], unit, .. bytes[index..]],
            2 when bytes.Length > 0 => [.. bytes[..index], unit, .. bytes[(index + 1)..]],
            _ => [.. bytes, unit],
        };
    }
}
