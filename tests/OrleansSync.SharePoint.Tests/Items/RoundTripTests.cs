using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>sharepoint-graph.md 6: what is written comes back as the same canonical value, and so as the same hash.</summary>
public sealed class RoundTripTests
{
    private static readonly Dictionary<string, Value> Quirks = new()
    {
        ["line 6.1 empty"] = new TextValue(""),
        ["line 6.2 blanks only"] = new TextValue("  \t "),
        ["line 6.2 blanks at the ends"] = new TextValue("  a  "),
        ["line 6.5 control characters"] = new TextValue("a\u0001b\u000Bc\uFFFE"),
        ["line 6.17 case"] = new TextValue("Straße ÄÖ"),
        ["line 6.18 surrogates to the last unit"] = new TextValue(string.Concat(Enumerable.Repeat("\U0001F600", 127)) + "x"),
        ["line 6.18 not normalised"] = new TextValue("e\u0301 é"),
        ["line quotes and escapes"] = new TextValue("\"\\/<>&' %20 \u2028"),
        ["lines 6.5 line breaks"] = new TextValue("a\r\nb\rc\nd\r\n"),
        ["lines 6.1 empty"] = new TextValue("\r\n \n"),
        ["lines html"] = new TextValue("<div class=\"ExternalClass\">&amp;</div>"),
        ["number 6.10 fraction"] = new NumberValue(0.1m),
        ["number 6.10 integral"] = new NumberValue(1.0m),
        ["number 6.10 negative zero"] = new NumberValue(-0.0m),
        ["number 6.10 2^53"] = new NumberValue(9007199254740992m),
        ["number 6.10 large"] = new NumberValue(-123456789012345m),
        ["money 6.11"] = new NumberValue(19.99m),
        ["percent 6.11 is the fraction"] = new NumberValue(0.25m),
        ["flag 6.12 no against a default of yes"] = BooleanValue.False,
        ["flag 6.12 yes"] = BooleanValue.True,
        ["instant 6.9 no fraction"] = new InstantValue(1_742_860_800),
        ["instant 6.9 first year"] = new InstantValue(-2_208_988_800),
        ["day 6.6"] = new DateValue(new DateOnly(2025, 3, 24)),
        ["day 6.6 clocks go forward"] = new DateValue(new DateOnly(2025, 3, 9)),
        ["day 6.6 clocks go back"] = new DateValue(new DateOnly(2025, 11, 2)),
        ["day 6.6 leap"] = new DateValue(new DateOnly(2024, 2, 29)),
        ["choice"] = new TextValue("a"),
        ["choices 6.14 order and duplicates"] = new ChoicesValue(["b", "a", "b"]),
        ["choices 6.14 none"] = new ChoicesValue([]),
        ["parent 6.15"] = new LookupsValue(3),
        ["parents 6.15"] = new LookupsValue([5, 2]),
        ["person 6.15"] = new PersonsValue(2),
        ["people 6.15"] = new PersonsValue([4, 1]),
        ["link 6.16 no description"] = new LinkValue("https://contoso.example/a b?q=ä", ""),
        ["json"] = JsonValue.TryParse(Encoding.UTF8.GetBytes("""{ "b": 1.0, "a": [null, "x\n"] }"""), out var json, out _) ? json : Value.Null,
    };

    [Theory]
    [InlineData("Etc/UTC")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/Havana")]
    public async Task CreateAndUpdate_EachQuirk_ComesBackWithTheSameHash(string zone)
    {
        await using var list = await RoundTripList.OpenAsync(zone);
        foreach (var (quirk, value) in Quirks)
        {
            var row = CanonicalRow(list, quirk.Split(' ')[0], value);
            var created = Assert.IsType<ListOutcome.Applied>(await list.CreateAsync(row));
            await AssertReadsAsync(list, created.Item, row, quirk);

            // Cleared and set again, from another value.
            var cleared = Assert.IsType<ListOutcome.Applied>(await list.UpdateAsync(created.Item, created.ETag, CanonicalRow(list, quirk.Split(' ')[0], Value.Null)));
            await AssertReadsAsync(list, created.Item, CanonicalRow(list, quirk.Split(' ')[0], Value.Null), quirk + " cleared");
            Assert.IsType<ListOutcome.Applied>(await list.UpdateAsync(created.Item, cleared.ETag, row));
            await AssertReadsAsync(list, created.Item, row, quirk + " set again");
        }
    }

    [Fact]
    public async Task Create_RowsOfAnyValues_ComeBackFromADeltaWithTheSameHash()
    {
        foreach (var zone in new[] { "America/Havana", "Europe/Berlin", "Pacific/Pago_Pago" })
        {
            await using var list = await RoundTripList.OpenAsync(zone);
            var rows = new List<Row>();
            Properties.ForAll(Rows(list), rows.Add, 400);
            var outcomes = await list.CreateAsync(rows);
            var found = await list.ReadAllAsync();

            Assert.Equal(400, found.Count);
            for (var index = 0; index < rows.Count; index++)
            {
                var item = Assert.IsType<ListOutcome.Applied>(outcomes[index]).Item;
                var seen = Assert.IsType<ItemView.Seen>(found[item]).Change.Row!; // It was created.
                Assert.Equal(rows[index], seen);
                Assert.Equal(rows[index].Hash(list.Binding.Columns.All), seen.Hash(list.Binding.Columns.All));
            }
        }
    }

    [Fact] // 6.7
    public async Task Create_TheAnswerShowsShiftedTimes_NothingOfItIsBelieved()
    {
        await using var list = await RoundTripList.OpenAsync("America/Los_Angeles", options => options.Switches.PostEchoShift = true);
        var row = CanonicalRow(list, "instant", new InstantValue(1_742_860_800));

        var created = Assert.IsType<ListOutcome.Applied>(await list.CreateAsync(row));

        Assert.Null(created.ItemHash);
        await AssertReadsAsync(list, created.Item, row, "6.7");
    }

    [Fact] // 6.6
    public async Task Create_ADayInASiteWestOfUtc_IsStoredAsTheSitesMidnight()
    {
        await using var list = await RoundTripList.OpenAsync("America/Los_Angeles");

        var created = Assert.IsType<ListOutcome.Applied>(await list.CreateAsync(CanonicalRow(list, "day", new DateValue(new DateOnly(2025, 3, 24)))));

        Assert.Equal("2025-03-24T07:00:00Z", (await list.FieldsAsync(created.Item)).GetProperty("day").GetString());
    }

    [Fact]
    public async Task Read_AnItemThatAPersonMadeWithAValueThatCannotBeMapped_IsUnusableAndTheOthersAreNot()
    {
        await using var list = await RoundTripList.OpenAsync("Etc/UTC");
        var one = Assert.IsType<ListOutcome.Applied>(await list.CreateAsync(CanonicalRow(list, "line", new TextValue("one"))));
        var two = Assert.IsType<ListOutcome.Applied>(await list.CreateAsync(CanonicalRow(list, "line", new TextValue("two"))));
        await list.EditAsync(one.Item, """{"json":"{ not json"}""");

        var found = await list.ReadAllAsync();

        Assert.Equal(ParkReason.ValueRefused, Assert.IsType<ItemView.Unusable>(found[one.Item]).Reason);
        Assert.False(Assert.IsType<ItemView.Unusable>(found[one.Item]).Change.IsDeleted);
        Assert.IsType<ItemView.Seen>(found[two.Item]);
    }

    [Theory]
    [InlineData("line")]
    [InlineData("number")]
    [InlineData("instant")]
    [InlineData("day")]
    [InlineData("parent")]
    [InlineData("link")]
    public async Task Create_AValueThatTheListCannotHold_IsParkedAndNotSent(string column)
    {
        await using var list = await RoundTripList.OpenAsync("Etc/UTC");
        Value value = column switch
        {
            "line" => new TextValue("two\nlines"),
            "number" => new NumberValue(9007199254740993m),
            "instant" => new InstantValue(-3_000_000_000),
            "day" => new DateValue(new DateOnly(1899, 12, 31)),
            "parent" => new LookupsValue([1, 2]),
            _ => new LinkValue("https://contoso.example/" + new string('x', 250), "too long"),
        };

        Assert.Equal(new ListOutcome.Parked(ParkReason.ValueRefused), await list.CreateAsync(Row.Of([new(column, value)])));
        Assert.Empty(await list.ReadAllAsync());
    }

    [Fact]
    public async Task Create_AnIdThatIsNotThere_IsParkedAsRefused()
    {
        await using var list = await RoundTripList.OpenAsync("Etc/UTC");

        Assert.Equal(new ListOutcome.Parked(ParkReason.WriteRefused), await list.CreateAsync(CanonicalRow(list, "parent", new LookupsValue(99))));
        Assert.Equal(new ListOutcome.Parked(ParkReason.ValueUnknown), await list.CreateAsync(Row.Of([new("line", Value.Unknown)])));
    }

    private static async Task AssertReadsAsync(RoundTripList list, int item, Row row, string quirk)
    {
        var seen = Assert.IsType<ItemView.Seen>(await list.ReadAsync(item)).Change.Row!; // It was just written.
        Assert.True(row.Equals(seen), $"{quirk}: {string.Join(", ", row.Names.Where(name => !row.Find(name)!.Equals(seen.Find(name))))}");
        Assert.Equal(row.Hash(list.Binding.Columns.All), seen.Hash(list.Binding.Columns.All));
    }

    private static Row CanonicalRow(RoundTripList list, string column, Value value) =>
        Row.Of(list.Binding.Fields.Select(field => KeyValuePair.Create(field.Name, field.Name == column ? Canonical(list, field.Name, value) : Value.Null)));

    private static Value Canonical(RoundTripList list, string column, Value value) =>
        Canonicaliser.TryApply(list.Pair(column), value, list.Binding.Rules, out var canonical, out var failure) ? canonical : throw new InvalidOperationException($"{column}: {failure}");

    // What the canonicaliser refuses, the planner never writes: such a cell is null here.
    private static Gen<Row> Rows(RoundTripList list) =>
        list.Binding.Fields.Aggregate(
            Gen.Constant(Array.Empty<KeyValuePair<string, Value>>()),
            (cells, field) => from rest in cells
                              from isNull in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
                              from value in Generators.OfPair(field.Pair)
                              select (KeyValuePair<string, Value>[])[.. rest, KeyValuePair.Create(
                                  field.Name, !isNull && Canonicaliser.TryApply(field.Pair, value, list.Binding.Rules, out var canonical, out _) ? canonical : Value.Null)])
        .Select(Row.Of);
}
