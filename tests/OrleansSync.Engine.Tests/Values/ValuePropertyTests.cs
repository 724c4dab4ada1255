using FsCheck.Fluent;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Tests.Values;

public sealed class ValuePropertyTests
{
    private static readonly RowColumns Two = new(["a", "b"]);

    [Fact]
    public void CompareTo_AnyThreeValues_IsATotalOrderThatAgreesWithEquality() =>
        Properties.ForAll(Generators.Any.Three(), triple =>
        {
            var (x, y, z) = (triple.Item1, triple.Item2, triple.Item3);
            Assert.Equal(Math.Sign(x.CompareTo(y)), -Math.Sign(y.CompareTo(x)));
            Assert.Equal(x.Equals(y), x.CompareTo(y) == 0);
            Assert.True(!(x <= y && y <= z) || x <= z);
            Assert.True(!x.Equals(y) || x.GetHashCode() == y.GetHashCode());
        }, 3_000);

    [Fact]
    public void Encode_AnyValue_IsReadBackAsTheSameValue() =>
        Properties.ForAll(Generators.Any, value =>
        {
            Assert.True(ValueEncoding.TryDecode(ValueEncoding.Encode(value), out var back));
            Assert.Equal(value, back);
        }, 3_000);

    [Fact]
    public void Encode_TwoValues_IsEqualOnlyWhenTheyAre() =>
        Properties.ForAll(Generators.Any.Two(), pair =>
            Assert.Equal(pair.Item1.Equals(pair.Item2), ValueEncoding.Encode(pair.Item1).AsSpan().SequenceEqual(ValueEncoding.Encode(pair.Item2))), 3_000);

    [Fact]
    public void RowHash_TwoRows_IsEqualOnlyWhenEveryColumnIs() =>
        Properties.ForAll(Generators.Any.Four(), row =>
            Assert.Equal(
                row.Item1.Equals(row.Item3) && row.Item2.Equals(row.Item4),
                RowHash.Of(Two, [row.Item1, row.Item2]) == RowHash.Of(Two, [row.Item3, row.Item4])), 3_000);

    [Fact]
    public void TryDecode_RandomBytes_IsAValueOrFalse() =>
        Properties.ForAll(Gen.Choose(0, 255).Select(unit => (byte)unit).ArrayOf(), bytes =>
        {
            if (ValueEncoding.TryDecode(bytes, out var value))
            {
                Assert.NotNull(value);
            }
        }, 3_000);

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "b")]
    [InlineData("a", "a\0")]
    [InlineData("Z", "a")]
    [InlineData("\uFF5E", "\uD83D\uDE00")]
    [InlineData("\uE000", "\uD800\uDC00")]
    public void CodePoints_BytesOfUtf8_GiveTheSameOrder(string smaller, string larger)
    {
        Assert.True(CodePoints.Compare(smaller, larger) < 0);
        Assert.True(System.Text.Encoding.UTF8.GetBytes(smaller).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(larger)) < 0);
    }

    [Fact]
    public void RowHash_KnownRow_NeverChanges()
    {
        // Stored in ledgers: if this fails, every stored hash differs, and the version must change.
        var columns = new RowColumns(["Title", "Amount", "Done", "Due", "At", "Tags", "Parent", "Owner", "Site", "Data"]);
        Assert.True(JsonValue.TryParse("""{"b":1,"a":[1.10]}"""u8, out var json, out _));
        var values = new Value[columns.Names.Length];
        foreach (var (name, value) in new (string, Value)[]
        {
            ("Title", new TextValue("héllo")), ("Amount", new NumberValue(1.10m)), ("Done", BooleanValue.True), ("Due", new DateValue(new(2025, 3, 24))),
            ("At", new InstantValue(1_766_282_356)), ("Tags", new ChoicesValue(["b", "a"])), ("Parent", new LookupsValue(13)), ("Owner", new PersonsValue([7, 3])),
            ("Site", new LinkValue("https://a/", "A")), ("Data", json),
        })
        {
            values[columns.IndexOf(name)] = value;
        }

        Assert.Equal("b6fb247453b25eba6632b46500bb8fa1", RowHash.Of(columns, values).ToString());
    }

    [Fact]
    public void RowHash_NullColumn_IsAsIfAbsent() =>
        Assert.Equal(RowHash.Of(new(["a"]), [BooleanValue.True]), RowHash.Of(new(["b", "a"]), [BooleanValue.True, Value.Null]));

    [Fact]
    public void RowHash_SameValueInAnotherColumn_Differs() =>
        Assert.NotEqual(RowHash.Of(Two, [BooleanValue.True, Value.Null]), RowHash.Of(Two, [Value.Null, BooleanValue.True]));

    [Fact]
    public void RowHash_UnknownValue_IsRefusedByNameOfTheColumn()
    {
        Assert.Equal("b", Assert.Throws<UnknownValueException>(() => RowHash.Of(Two, [Value.Null, Value.Unknown])).Column);
        Assert.False(RowHash.TryOf(Two, [Value.Unknown, Value.Null], out _));
        Assert.Throws<UnknownValueException>(() => ValueEncoding.Encode(Value.Unknown));
    }

    [Fact]
    public void RowHash_Bytes_AreReadBack()
    {
        var hash = RowHash.Of(Two, [new TextValue("x"), Value.Null]);

        Assert.Equal(hash, RowHash.FromBytes(hash.ToBytes()));
        Assert.Equal(Convert.ToHexStringLower(hash.ToBytes()), hash.ToString());
    }

    [Fact]
    public void RowColumns_NameTwice_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new RowColumns(["a", "a"]));

    [Fact]
    public void ToString_AnyValue_HasNoContent() => Properties.ForAll(Generators.Any, value => Assert.Equal(value.Kind.ToString(), value.ToString()));

    [Fact]
    public void Sets_OrderAndDuplicates_DoNotMatter()
    {
        Assert.Equal(new ChoicesValue(["b", "a", "b"]), new ChoicesValue(["a", "b"]));
        Assert.Equal(new LookupsValue([3, 1, 3]), new LookupsValue([1, 3]));
        Assert.NotEqual<Value>(new LookupsValue([1]), new PersonsValue([1]));
        Assert.NotEqual(new ChoicesValue(["a"]), new ChoicesValue(["A"]));
    }

    [Fact]
    public void NumberValue_TrailingZerosAndNegativeZero_AreOneValue()
    {
        Assert.Equal(new NumberValue(1.10m), new NumberValue(1.1m));
        Assert.Equal(ValueEncoding.Encode(new NumberValue(-0.00m)), ValueEncoding.Encode(new NumberValue(0)));
    }

    [Theory]
    [InlineData("2025-12-21T01:59:16.999Z", 1_766_282_356)]
    [InlineData("1969-12-31T23:59:59.500Z", -1)]
    [InlineData("0001-01-01T00:00:00Z", InstantValue.UnixSecondsMin)]
    public void InstantValue_Fraction_IsCutTowardThePast(string instant, long seconds) =>
        Assert.Equal(seconds, InstantValue.Of(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)).UnixSeconds);
}
