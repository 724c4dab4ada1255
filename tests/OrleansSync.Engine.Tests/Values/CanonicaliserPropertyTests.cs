using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

public sealed class CanonicaliserPropertyTests
{
    private static readonly RowColumns One = new(["Field"]);

    // A zone where midnight is skipped and repeated, one far east, one far west and one without changes.
    private static readonly ListRules[] Rules =
        [.. new[] { "America/Havana", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Europe/Berlin" }.Select(name => new ListRules(Zones.Get(name)))];

    private static readonly ListRules[] Switched =
    [
        .. Rules,
        Rules[0] with { BlankTextIsNull = false, LineBreaksInTextBecomeBlanks = true, TextIsTrimmed = true },
        Rules[0] with { IllegalCharactersAreDropped = false, LineBreaksAreLf = false },
        Rules[0] with { ChoicesAreTrimmed = true, UnsetBooleanIsFalse = true, NumberDigitsMax = 15, LinksAreEncoded = false },
    ];

    [Fact]
    public void TryApply_Twice_ChangesNothingMore() =>
        Properties.ForAll(
            from pairAndValue in Generators.PairAndValue from rules in Gen.Elements(Switched) select (pairAndValue.Pair, pairAndValue.Value, rules),
            given =>
            {
                if (!Canonicaliser.TryApply(given.Pair, given.Value, given.rules, out var once, out var failure))
                {
                    Assert.NotEqual(ValueRule.None, failure.Rule);
                    return;
                }

                Assert.True(Canonicaliser.TryApply(given.Pair, once, given.rules, out var twice, out failure), $"{given.Pair.Type.Name} to {given.Pair.Column.Kind}: {failure}");
                Assert.Equal(once, twice);
            },
            20_000);

    [Fact]
    public void TryRender_CanonicalValue_IsReadBackFromBothFormatsOfPostgres()
    {
        var reached = new HashSet<ColumnPair>();
        Properties.ForAll(Generators.PairAndValue, given =>
        {
            var (pair, value) = given;
            // A link's description is not the table's to keep; it comes back with canonicalisation.
            if (!Canonicaliser.TryApply(pair, value, Rules[0], out var canonical, out _) || canonical.IsNull)
            {
                return;
            }

            Assert.True(PostgresText.TryRender(pair.Type, canonical, out var text, out var failure), $"{pair.Type.Name} to {pair.Column.Kind}: {failure}");
            Assert.True(PostgresText.TryRead(pair.Type, pair.Kind, text, out var back, out _));
            Assert.Equal(canonical, Canonical(pair, back));
            Assert.True(PostgresBinary.TryRender(pair.Type, canonical, out var bytes, out _));
            Assert.True(PostgresBinary.TryRead(pair.Type, pair.Kind, bytes, out back, out failure), $"{pair.Type.Name} to {pair.Column.Kind}: {failure}");
            Assert.Equal(canonical, Canonical(pair, back));
            reached.Add(pair);
        }, 10_000);
        Assert.Equal(Generators.Pairs.Length, reached.Count);
    }

    [Fact]
    public void TryWrite_CanonicalValue_IsReadBackFromJson() =>
        Properties.ForAll(from given in Generators.PairAndValue from rules in Gen.Elements(Rules) select (given.Pair, given.Value, rules), given =>
        {
            if (Canonicaliser.TryApply(given.Pair, given.Value, given.rules, out var canonical, out _))
            {
                Assert.Equal(canonical, ThroughJson(given.Pair, canonical, given.rules));
            }
        }, 10_000);

    [Fact]
    public void RowHash_SameRowFromBinaryTextAndJson_IsEqual()
    {
        var reached = new HashSet<ColumnPair>();
        Properties.ForAll(Generators.PairAndValue, given =>
        {
            var (pair, value) = given;
            // What a table holds is what it reads back: the raw value is taken through the table's own formats first.
            if (!PostgresText.TryRender(pair.Type, value, out var text, out _) || !PostgresText.TryRead(pair.Type, pair.Kind, text, out var fromText, out _)
                || !PostgresBinary.TryRender(pair.Type, value, out var bytes, out _))
            {
                return;
            }

            Assert.True(PostgresBinary.TryRead(pair.Type, pair.Kind, bytes, out var fromBinary, out var failure), $"{pair.Type.Name} to {pair.Column.Kind}: {failure}");
            Assert.Equal(fromText, fromBinary);
            if (!Canonicaliser.TryApply(pair, fromBinary, Rules[4], out var canonical, out _))
            {
                return;
            }

            Assert.Equal(RowHash.Of(One, [canonical]), RowHash.Of(One, [Canonical(pair, fromText, 4)]));
            Assert.Equal(RowHash.Of(One, [canonical]), RowHash.Of(One, [Canonical(pair, ThroughJson(pair, canonical, Rules[4]), 4)]));
            if (!canonical.IsNull)
            {
                reached.Add(pair);
            }
        }, 10_000);
        Assert.Equal(Generators.Pairs.Length, reached.Count);
    }

    [Fact]
    public void TryApply_ValueOfAnotherKind_IsRefused() =>
        Properties.ForAll(from pair in Gen.Elements(Generators.Pairs) from value in Generators.Any select (pair, value), given =>
        {
            if (!given.value.IsNull && given.value.Kind != given.pair.Kind)
            {
                Assert.False(Canonicaliser.TryApply(given.pair, given.value, Rules[0], out _, out var failure));
                Assert.Equal(ValueRule.KindMismatch, failure.Rule);
            }
        });

    private static Value Canonical(ColumnPair pair, Value value, int rules = 0)
    {
        Assert.True(Canonicaliser.TryApply(pair, value, Rules[rules], out var canonical, out var failure), failure.ToString());
        return canonical;
    }

    private static Value ThroughJson(ColumnPair pair, Value value, ListRules rules)
    {
        // What is written is read back under the read shape: a single id has a name of its own, several ids have the column's.
        var json = GraphJsonTests.Write(pair.Column, value, rules);
        var written = JsonDocument.Parse(json).RootElement.GetProperty(pair.Column.WriteName).GetRawText();
        var fields = new GraphFields([new ListField(pair.Column, pair.Kind)], rules);
        var values = new Value[1];
        Assert.True(fields.TryRead(Encoding.UTF8.GetBytes($"{{\"{pair.Column.ReadName}\":{written}}}"), values, out _, out var failure), $"{pair.Column.Kind}: {failure}");
        Assert.True(Canonicaliser.TryApply(pair, values[0], rules, out var canonical, out failure), $"{pair.Column.Kind}: {failure}");
        return canonical;
    }
}
