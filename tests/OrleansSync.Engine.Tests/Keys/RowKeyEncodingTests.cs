using FsCheck.Fluent;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Tests.Values;

namespace OrleansSync.Engine.Tests.Keys;

public sealed class RowKeyEncodingTests
{
    private static readonly FsCheck.Gen<KeyPart> Part = Gen.OneOf(
        Generators.Text.Select(KeyPart.Of),
        Generators.Number.Select(KeyPart.Of),
        Gen.Elements(0m, -1m, 63m, 64m, -64m, -65m, long.MaxValue, long.MinValue, (decimal)long.MaxValue + 1, (decimal)long.MinValue - 1).Select(KeyPart.Of),
        Gen.Elements(true, false).Select(KeyPart.Of),
        Gen.Choose(0, int.MaxValue).Select(number => KeyPart.Of(new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255))),
        Generators.Date.Select(KeyPart.Of),
        Generators.Seconds.Select(seconds => KeyPart.OfTimestamp((seconds * 1_000_000) + 123_456)),
        Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Select(bytes => KeyPart.Of(bytes)));

    private static readonly FsCheck.Gen<RowKey> Any = Part.NonEmptyListOf().Select(parts => new RowKey([.. parts]));

    [Fact]
    public void Decode_AnyKeyEncoded_IsTheKey() => Properties.ForAll(Any, key => Assert.Equal(key, RowKeyEncoding.Decode(RowKeyEncoding.Encode(key))));

    [Fact]
    public void Decode_AnyBytesCutShort_IsRefusedOrAnotherKey() => Properties.ForAll(
        from key in Any from cut in Gen.Choose(0, 1000) select (key, cut),
        given =>
        {
            var bytes = RowKeyEncoding.Encode(given.key);
            var shorter = bytes[..(given.cut % bytes.Length)];
            if (Record.Exception(() => RowKeyEncoding.Decode(shorter)) is { } exception)
            {
                Assert.IsType<FormatException>(exception);
            }
            else
            {
                Assert.NotEqual(given.key, RowKeyEncoding.Decode(shorter));
            }
        });

    [Fact]
    public void Encode_KnownKey_NeverChanges() => Assert.Equal(
        "01" + "028801" + "42" + "03" + "312E35" + "43" + "0102" + "C3A9" + "06" + "01" + "07" + "01" + "FF",
        Convert.ToHexString(RowKeyEncoding.Encode(new(KeyPart.Of(68m), KeyPart.Of(1.50m), KeyPart.Of(true), KeyPart.Of("é"), KeyPart.OfTimestamp(-1), KeyPart.Of([255])))));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0202")]
    [InlineData("0108")]
    [InlineData("010105")]
    [InlineData("0102FFFFFFFFFFFFFFFFFFFF")]
    [InlineData("0105FFFFFFFF7F")]
    [InlineData("0101FFFFFFFFFFFFFFFFFF01")]
    public void Decode_NoKey_IsRefused(string hex) => Assert.Throws<FormatException>(() => RowKeyEncoding.Decode(Convert.FromHexString(hex)));
}
