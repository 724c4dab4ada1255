using System.Buffers.Binary;
using FsCheck.Fluent;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

public sealed class PostgresRowHasherTests
{
    private static readonly RowColumns One = new(["Field"]);

    private static readonly ListRules[] Rules =
    [
        new(TimeZoneInfo.Utc),
        new(TimeZoneInfo.Utc) { BlankTextIsNull = false, LineBreaksInTextBecomeBlanks = true, TextIsTrimmed = true, TextLengthMax = 5 },
        new(TimeZoneInfo.Utc) { IllegalCharactersAreDropped = false, LineBreaksAreLf = false, UnsetBooleanIsFalse = true, NumberDigitsMax = 15, YearMin = 1950, YearMax = 2030 },
    ];

    [Fact]
    public void TryHash_AnyValueOfATable_IsTheHashOfItsCanonicalValue()
    {
        var reached = new HashSet<ColumnPair>();
        Properties.ForAll(
            from given in Generators.PairAndValue from rules in Gen.Elements(Rules) select (given.Pair, given.Value, rules),
            given =>
            {
                if (PostgresBinary.TryRender(given.Pair.Type, given.Value, out var bytes, out _))
                {
                    AssertAsOrdinary(given.Pair, bytes, given.rules);
                    reached.Add(given.Pair);
                }
            },
            30_000);
        Assert.Equal(Generators.Pairs.Length, reached.Count);
    }

    [Fact]
    public void TryHash_AnyBytes_AreTakenOrRefusedAsOrdinarily() =>
        Properties.ForAll(
            from pair in Gen.Elements(Generators.Pairs) from bytes in Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf() from rules in Gen.Elements(Rules) select (pair, bytes, rules),
            given => AssertAsOrdinary(given.pair, given.bytes, given.rules),
            20_000);

    [Theory]
    [InlineData("0003000100000002000510e109c4")] // 54321.25
    [InlineData("0001ffff400000040001")] // -0.0001
    [InlineData("0001000100000000 0001")] // 10000
    [InlineData("0002000000000002000103e8")] // 1.10
    [InlineData("00040003000000000063270f270f270f")] // 99999999999999, and two digits more
    [InlineData("0000000000000002")] // 0.00
    [InlineData("00000000c0000000")] // NaN
    public void TryHash_Numeric_IsTheHashOfItsCanonicalValue(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.All(Rules, rules => AssertAsOrdinary(Generators.Pair(1700, ListColumnKind.Number), bytes, rules));
        Assert.All(Rules, rules => AssertAsOrdinary(Generators.Pair(1700, ListColumnKind.Currency, (6 << 16) + 1 + 4), bytes, rules));
    }

    [Fact]
    public void TryHash_SeveralColumnsWithNulls_IsTheHashOfTheRow()
    {
        var columns = new RowColumns(["a", "b", "c"]);
        var pairs = new[] { Generators.Pair(1043, ListColumnKind.Text), Generators.Pair(1082, ListColumnKind.DateOnly), Generators.Pair(16, ListColumnKind.Boolean) };
        byte[] cells = [.. Cell("x"u8.ToArray()), .. Cell(null), .. Cell([1])];

        var read = new PostgresCells(cells);
        Assert.True(new PostgresRowHasher(columns, [.. pairs], Rules[0]).TryHash(ref read, out var hash));

        Assert.Equal(RowHash.Of(columns, [new TextValue("x"), Value.Null, BooleanValue.True]), hash);
    }

    private static void AssertAsOrdinary(ColumnPair pair, byte[] bytes, ListRules rules)
    {
        var isCanonical = PostgresBinary.TryRead(pair.Type, pair.Kind, bytes, out var value, out _);
        isCanonical &= Canonicaliser.TryApply(pair, value, rules, out var canonical, out _);
        var cells = new PostgresCells(Cell(bytes));

        Assert.Equal(isCanonical, new PostgresRowHasher(One, [pair], rules).TryHash(ref cells, out var hash));
        Assert.Equal(isCanonical ? RowHash.Of(One, [canonical]) : default, hash);
    }

    private static byte[] Cell(byte[]? content)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, content?.Length ?? -1);
        return [.. length, .. content ?? []];
    }
}
