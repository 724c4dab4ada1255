using FsCheck.Fluent;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Rows;

public sealed class RowEncodingTests
{
    private static readonly FsCheck.Gen<Row> Any =
        from names in Generators.Text.ArrayOf()
        from values in Gen.OneOf(Generators.Any, Gen.Constant(Value.Unknown)).ArrayOf(names.Distinct(StringComparer.Ordinal).Count())
        select Row.Of(names.Distinct(StringComparer.Ordinal).Zip(values, (name, value) => KeyValuePair.Create(name, value)));

    [Fact]
    public void Decode_AnyRowEncoded_IsTheRow() => Properties.ForAll(Any, row => Assert.Equal(row, RowEncoding.Decode(RowEncoding.Encode(row))));

    [Fact]
    public void Decode_AnyBytesCutShort_IsRefusedOrAnotherRow() => Properties.ForAll(
        from row in Any from cut in Gen.Choose(0, 1000) select (row, cut),
        given =>
        {
            var bytes = RowEncoding.Encode(given.row);
            var shorter = bytes[..(given.cut % bytes.Length)];
            if (Record.Exception(() => RowEncoding.Decode(shorter)) is { } exception)
            {
                Assert.IsType<FormatException>(exception);
            }
            else
            {
                Assert.NotEqual(given.row, RowEncoding.Decode(shorter));
            }
        });

    [Fact]
    public void Encode_KnownRow_NeverChanges() => Assert.Equal(
        "01" + "0100000001" + "61" + "0200000002" + "0105" + "0100000001" + "62" + "FF" + "0100000001" + "63" + "0000000000",
        Convert.ToHexString(RowEncoding.Encode(Row.Of(new KeyValuePair<string, Value>[] { new("a", new NumberValue(0.5m)), new("b", Value.Unknown), new("c", Value.Null) }))));

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("0102000000020105")]
    [InlineData("0101000000016100000000000100000001610000000000")]
    public void Decode_NoRow_IsRefused(string hex) => Assert.Throws<FormatException>(() => RowEncoding.Decode(Convert.FromHexString(hex)));
}
