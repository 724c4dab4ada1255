using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Keys;

public sealed class RowKeyTests
{
    private static readonly SyncDefinitionId Definition = new(Guid.Parse("0198a000-0000-7000-8000-000000000001"));

    private static readonly Gen<KeyPart> Part = Gen.OneOf(
        Generators.Text.Select(KeyPart.Of),
        Generators.Number.Select(KeyPart.Of),
        Gen.Elements(true, false).Select(KeyPart.Of),
        Generators.Date.Select(KeyPart.Of),
        Gen.Choose(-1000, 1000).Select(microseconds => KeyPart.OfTimestamp(microseconds)),
        Gen.Choose(0, 255).Select(unit => KeyPart.Of(new Guid(unit, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)unit))),
        Gen.Choose(0, 255).ArrayOf().Select(units => KeyPart.Of(units.Select(unit => (byte)unit).ToArray().AsSpan())));

    private static readonly Gen<RowKey> Key = from count in Gen.Choose(1, 3) from parts in Part.ArrayOf(count) select new RowKey([.. parts]);

    [Fact]
    public void Form_TwoKeys_IsEqualOnlyWhenTheyAre() =>
        Values.Properties.ForAll(Key.Two(), keys =>
        {
            var (left, right) = (keys.Item1, keys.Item2);
            Assert.Equal(left.Equals(right), left.Form().AsSpan().SequenceEqual(right.Form()));
            Assert.Equal(left.Equals(right), SyncKey.Of(Definition, left) == SyncKey.Of(Definition, right));
            Assert.Equal(left.Equals(right), left.CompareTo(right) == 0);
            Assert.Equal(Math.Sign(left.CompareTo(right)), -Math.Sign(right.CompareTo(left)));
            Assert.True(!left.Equals(right) || left.GetHashCode() == right.GetHashCode());
        }, 5_000);

    [Fact]
    public void CompareTo_ThreeKeys_IsTransitive() =>
        Values.Properties.ForAll(Key.Three(), keys => Assert.True(!(keys.Item1 <= keys.Item2 && keys.Item2 <= keys.Item3) || keys.Item1 <= keys.Item3), 5_000);

    [Fact]
    public void Form_PartsThatJoinAlike_Differ()
    {
        Assert.NotEqual(new RowKey(KeyPart.Of("a"), KeyPart.Of("bc")).Form(), new RowKey(KeyPart.Of("ab"), KeyPart.Of("c")).Form());
        Assert.NotEqual(new RowKey(KeyPart.Of("1")).Form(), new RowKey(KeyPart.Of(1m)).Form());
        Assert.NotEqual(new RowKey(KeyPart.Of("a"), KeyPart.Of("")).Form(), new RowKey(KeyPart.Of("a")).Form());
    }

    [Fact]
    public void SyncKey_KnownKey_NeverChanges()
    {
        // Stored in lists and ledgers: if this fails, every item would be created again.
        var key = SyncKey.Of(Definition, new RowKey(KeyPart.Of(42m), KeyPart.Of("é")));

        Assert.Equal("e0d35e3ee84de87e61afe7643bc9ac31", key.ToString());
        Assert.Equal(key, SyncKey.Find(key.ToString()));
        Assert.Equal(key, SyncKey.Find(key.ToString().ToUpperInvariant()));
        Assert.Equal(key, SyncKey.FromBytes(key.ToBytes()));
        Assert.NotEqual(key, SyncKey.Of(new(Guid.Parse("0198a000-0000-7000-8000-000000000002")), new RowKey(KeyPart.Of(42m), KeyPart.Of("é"))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("-123456789abcdef0123456789abcdef")]
    public void SyncKey_TextThatIsNotOurs_IsNone(string? text) => Assert.Null(SyncKey.Find(text));

    [Theory]
    [MemberData(nameof(GoldenBytes.Rows), MemberType = typeof(GoldenBytes))]
    public void TryRead_WhatPostgresSends_IsTheSameKeyFromBothFormats(string type, string literal, string hex, string text)
    {
        var described = PostgresGoldenTests.TypeOf(type);
        var fromText = KeyReading.TryReadText(described, Encoding.UTF8.GetBytes(text), out var textPart, out var textFailure);
        var fromBinary = KeyReading.TryReadBinary(described, Convert.FromHexString(hex), out var binaryPart, out var binaryFailure);

        Assert.True((fromText, textFailure.Rule) == (fromBinary, binaryFailure.Rule), $"{literal}: {textFailure} and {binaryFailure}");
        Assert.Equal(textPart, binaryPart);
        if (fromText)
        {
            Assert.True(KeyReading.TryReadText(described, Encoding.UTF8.GetBytes(textPart.ToPostgresText()), out var back, out _) || described.Kind == PostgresTypeKind.Timestamp);
            Assert.True(described.Kind == PostgresTypeKind.Timestamp || back == textPart);
        }
    }

    [Fact]
    public void TryRead_Timestamp_KeepsItsMicroseconds()
    {
        Assert.True(KeyReading.TryReadText(PostgresType.Of(1184), "2025-12-21 01:59:16.123456+00"u8, out var first, out _));
        Assert.True(KeyReading.TryReadText(PostgresType.Of(1184), "2025-12-21 01:59:16.123457+00"u8, out var second, out _));
        Assert.True(first < second);
        Assert.Equal("2025-12-21T01:59:16.123456Z", first.ToPostgresText());
    }

    [Fact]
    public void TryRead_WidenedInteger_IsTheSameKey()
    {
        Assert.True(KeyReading.TryReadBinary(PostgresType.Of(23), [0, 0, 0, 42], out var narrow, out _));
        Assert.True(KeyReading.TryReadText(PostgresType.Of(20), "42"u8, out var wide, out _));
        Assert.True(KeyReading.TryReadText(PostgresType.Of(1700), "42.00"u8, out var numeric, out _));
        Assert.Equal(narrow, wide);
        Assert.Equal(narrow, numeric);
    }

    [Theory]
    [InlineData(1184, "2025-12-21 01:59:16.5+00", WatermarkKind.Timestamp)]
    [InlineData(1082, "2025-12-21", WatermarkKind.Date)]
    [InlineData(20, "42", WatermarkKind.Number)]
    [InlineData(1700, "42.5", WatermarkKind.Number)]
    [InlineData(2950, "0198a000-0000-7000-8000-000000000001", WatermarkKind.UuidVersion7)]
    [InlineData(2950, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", null)]
    [InlineData(25, "2025", null)]
    public void Watermark_OnlyWhatGrows_IsOne(uint oid, string text, WatermarkKind? expected)
    {
        Assert.True(KeyReading.TryReadText(PostgresType.Of(oid), Encoding.UTF8.GetBytes(text), out var part, out _));
        Assert.Equal(expected, Watermark.Find(part)?.Kind);
        Assert.True(expected is null || Watermark.KindOf(PostgresType.Of(oid)) == expected);
    }

    [Fact]
    public void Watermark_Order_IsThatOfItsType()
    {
        var (early, late) = (Watermark.Find(KeyPart.Of(9m)), Watermark.Find(KeyPart.Of(10m)));
        Assert.NotNull(early);
        Assert.NotNull(late);
        Assert.True(early < late && late >= early);
        Assert.Equal("10", late.ToPostgresText());
        Assert.Null(Watermark.KindOf(PostgresType.Of(701)));
    }
}
