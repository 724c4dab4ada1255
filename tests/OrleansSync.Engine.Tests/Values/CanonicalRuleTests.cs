using System.Globalization;
using System.Text;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>Each rule of sharepoint-graph.md 6 that is about values, by its number.</summary>
public sealed class CanonicalRuleTests
{
    private static readonly ListRules Rules = new(Zones.Get("Europe/Berlin"));
    private static readonly string Long = new('x', 256);

    [Fact]
    public void Rule01_EmptyText_IsNull()
    {
        Assert.True(CanonicalText.EmptyIsNull(""));
        Assert.Equal("(Null)", Text(""));
        Assert.Equal("(Null)", Show(Generators.Pair(114, ListColumnKind.Note), Value.Null));
    }

    [Theory]
    [InlineData(" ", "(Null)")]
    [InlineData("\t\n \u00A0", "(Null)")]
    [InlineData(" a ", " a ")]
    public void Rule02_BlankText_IsNullAndOtherBlanksStay(string text, string expected) => Assert.Equal(expected, Text(text));

    [Fact]
    public void Rule02_Switches_KeepBlankTextOrTrim()
    {
        Assert.Equal(" ", Text(" ", Rules with { BlankTextIsNull = false }));
        Assert.Equal("a", Text(" a ", Rules with { TextIsTrimmed = true }));
    }

    [Theory]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    [InlineData("a\r\r\nb\n", "a\n\nb\n")]
    public void Rule05_LineBreaks_AreLf(string text, string expected)
    {
        Assert.Equal(expected, CanonicalText.LineBreaksAreLf(text));
        Assert.Equal(expected, Text(text));
    }

    [Theory]
    [InlineData("a\u0001b", "ab")]
    [InlineData("a\0", "a")]
    [InlineData("\u001F", "")]
    [InlineData("a\tb\u007F", "a\tb\u007F")]
    [InlineData("a\uFFFEb\uFFFF", "ab")]
    [InlineData("a\uD83D\uDE00b", "a\uD83D\uDE00b")]
    public void Rule05_CharactersThatXmlForbids_AreDropped(string text, string expected)
    {
        Assert.Equal(expected, CanonicalText.IllegalCharactersAreDropped(text));
        Assert.True(CanonicalText.IsWellFormed(expected));
    }

    [Fact]
    public void Rule05_HalvesOfSurrogatePairs_AreDropped()
    {
        // Not as inline data: attributes are kept as UTF-8, which has no halves.
        Assert.Equal("ab", CanonicalText.IllegalCharactersAreDropped("a\uD83Db"));
        Assert.Equal("", CanonicalText.IllegalCharactersAreDropped("\uDE00\uD83D"));
        Assert.False(CanonicalText.IsWellFormed("\uD83D"));
        Assert.False(CanonicalText.IsWellFormed("\uDE00\uD83D"));
        Assert.True(CanonicalText.IsWellFormed("\uD83D\uDE00x"));
    }

    [Fact]
    public void Rule05_LineBreakInSingleLine_IsRefusedUnlessSwitched()
    {
        Assert.Equal("!LineBreakInText at 1", Show(Generators.Pair(25, ListColumnKind.Text), new TextValue("a\nb")));
        Assert.Equal("a b", Show(Generators.Pair(25, ListColumnKind.Text), new TextValue("a\r\nb"), Rules with { LineBreaksInTextBecomeBlanks = true }));
    }

    [Theory]
    [InlineData(-2_208_988_800, "1900-01-01T00:00:00")]
    [InlineData(-2_208_988_801, "!InstantOutsideList at 0")]
    [InlineData(InstantValue.UnixSecondsMax, "!InstantOutsideList at 0")]
    public void Rule09_InstantOutsideTheListsYears_IsRefused(long seconds, string expected) =>
        Assert.Equal(expected, Show(Generators.Pair(1184, ListColumnKind.DateTime), new InstantValue(seconds)));

    [Theory]
    [InlineData("1900-01-01", "1900-01-01")]
    [InlineData("1899-12-31", "!DateOutsideList at 0")]
    [InlineData("8901-01-01", "!DateOutsideList at 0")]
    public void Rule09_DateOutsideTheListsYears_IsRefused(string date, string expected) =>
        Assert.Equal(expected, Show(Generators.Pair(1082, ListColumnKind.DateOnly), new DateValue(DateOnly.Parse(date, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("999999999999999", true)]
    [InlineData("0.000123456789012345", true)]
    [InlineData("9007199254740992", true)]
    [InlineData("9007199254740993", false)]
    [InlineData("0.30000000000000004", true)]
    [InlineData("0.300000000000000041", false)]
    [InlineData("12345678901234567.89", false)]
    [InlineData("79228162514264337593543950335", false)]
    [InlineData("-10000000000000000000000", true)]
    public void Rule10_NumberThatWouldComeBackChanged_IsRefused(string number, bool survives)
    {
        var value = decimal.Parse(number, CultureInfo.InvariantCulture);
        Assert.Equal(survives, CanonicalNumber.SurvivesAsDouble(value, 17));
        Assert.Equal(survives ? number : "!NumberNotADouble at 0", Show(Generators.Pair(1700, ListColumnKind.Number), new NumberValue(value)));
    }

    [Fact]
    public void Rule10_FifteenDigits_IsASwitch() =>
        Assert.Equal("!NumberNotADouble at 0", Show(Generators.Pair(1700, ListColumnKind.Number), new NumberValue(0.30000000000000004m), Rules with { NumberDigitsMax = 15 }));

    [Theory]
    [InlineData("-0")]
    [InlineData("-0.000")]
    [InlineData("0e5")]
    public void Rule10_NegativeZero_IsZero(string number)
    {
        Assert.True(PostgresText.TryRead(PostgresType.Of(701), ValueKind.Number, Encoding.ASCII.GetBytes(number), out var value, out _));
        Assert.Equal(new NumberValue(0), value);
    }

    [Fact]
    public void Rule11_Currency_IsANumber() => Assert.Equal("1.1", Show(Generators.Pair(1700, ListColumnKind.Currency), new NumberValue(1.10m)));

    [Fact]
    public void Rule12_UnsetBoolean_IsNullUnlessSwitched()
    {
        var pair = Generators.Pair(16, ListColumnKind.Boolean);
        Assert.Equal("(Null)", Show(pair, Value.Null));
        Assert.Equal("false", Show(pair, Value.Null, Rules with { UnsetBooleanIsFalse = true }));
    }

    [Fact]
    public void Rule14_Choices_AreASetWithoutEmptyOnes()
    {
        var pair = Generators.Pair(1009, ListColumnKind.MultiChoice);
        Assert.Equal("a|b", Show(pair, new ChoicesValue(["b", "a", "", " "])));
        Assert.Equal("(Null)", Show(pair, new ChoicesValue([])));
        Assert.Equal(" a|a", Show(pair, new ChoicesValue([" a", "a"])));
        Assert.Equal("a", Show(pair, new ChoicesValue([" a", "a"]), Rules with { ChoicesAreTrimmed = true }));
        Assert.Equal("!TextTooLong at 0", Show(pair, new ChoicesValue([Long])));
    }

    [Fact]
    public void Rule15_LookupsAndPeople_AreComparedById()
    {
        Assert.Equal("(Null)", Show(Generators.Pair(1007, ListColumnKind.MultiLookup), new LookupsValue([])));
        Assert.Equal("!SeveralValues at 0", Show(Generators.Pair(23, ListColumnKind.Lookup), new LookupsValue([1, 2])));
        Assert.Equal("!IdForm at 0", Show(Generators.Pair(23, ListColumnKind.Person), new PersonsValue([0])));
    }

    [Theory]
    [InlineData("https://a/b c", "", "https://a/b%20c|https://a/b%20c")]
    [InlineData("https://a/ü?x=%20", "shown", "https://a/%C3%BC?x=%20|shown")]
    [InlineData(" https://a/ ", " ", "https://a/|https://a/")]
    [InlineData("", "", "(Null)")]
    [InlineData("", "shown", "!LinkForm at 0")]
    public void Rule16_Link_IsEncodedAndItsDescriptionCopied(string url, string description, string expected)
    {
        var pair = new ColumnPair(PostgresType.Of(3802), new ListColumn("C", ListColumnKind.Hyperlink), ValueKind.Link);
        Assert.Equal(expected, Show(pair, new LinkValue(url, description)));
    }

    [Fact]
    public void Rule16_LinkOfAColumnOfText_HasNoDescriptionOfItsOwn() =>
        Assert.Equal("https://a/|https://a/", Show(Generators.Pair(25, ListColumnKind.Hyperlink), new LinkValue("https://a/", "edited in the list")));

    [Fact]
    public void Rule16_LongAddress_IsRefused() =>
        Assert.Equal("!LinkTooLong at 0", Show(Generators.Pair(25, ListColumnKind.Hyperlink), new LinkValue($"https://{Long}", "")));

    [Fact]
    public void Rule17_KeysOfAList_KnowNoCase()
    {
        Assert.True(ListKeyComparer.Instance.Equals("ABC-é", "abc-É"));
        Assert.NotEqual<Value>(new TextValue("ABC"), new TextValue("abc"));
    }

    [Fact]
    public void Rule18_SurrogatePair_CountsTwoTowardTheLongestText()
    {
        var faces = string.Concat(Enumerable.Repeat("\uD83D\uDE00", 128));
        var pair = Generators.Pair(25, ListColumnKind.Text);
        Assert.Equal("!TextTooLong at 255", Show(pair, new TextValue(faces)));
        Assert.Equal(faces[..254], Show(pair, new TextValue(faces[..254])));
        Assert.Equal("!TextTooLong at 10", Show(pair with { Column = pair.Column with { LengthMax = 10 } }, new TextValue("12345678901")));
    }

    [Fact]
    public void Rule18_NormalisationForms_AreKeptApart() => Assert.NotEqual(Text("e\u0301"), Text("\u00E9"));

    [Theory]
    [InlineData(1043, 7, ListColumnKind.Text, "abcd", "!TextTooLongForTable at 0")]
    [InlineData(1043, 7, ListColumnKind.Text, "ab\uD83D\uDE00", "ab\uD83D\uDE00")]
    [InlineData(1042, 9, ListColumnKind.Text, "ab   ", "ab")]
    [InlineData(2950, -1, ListColumnKind.Text, " A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData(2950, -1, ListColumnKind.Text, "nonsense", "!UuidForm at 0")]
    [InlineData(20, -1, ListColumnKind.Text, "+007", "7")]
    [InlineData(1700, (10 << 16) + 2 + 4, ListColumnKind.Text, "1.5", "1.50")]
    [InlineData(1700, (10 << 16) + 2 + 4, ListColumnKind.Text, "1.555", "!NumberTooFine at 0")]
    [InlineData(869, -1, ListColumnKind.Text, "2001:DB8:0:0:0:FF00:42:8329", "2001:db8::ff00:42:8329")]
    [InlineData(1184, -1, ListColumnKind.Text, "2025-12-21 01:59:16+05:30", "2025-12-20T20:29:16Z")]
    public void TableForm_TextThatAPersonTyped_IsWhatTheTableReadsBack(uint oid, int modifier, ListColumnKind kind, string text, string expected) =>
        Assert.Equal(expected, Show(Generators.Pair(oid, kind, modifier), new TextValue(text)));

    [Theory]
    [InlineData(1700, (10 << 16) + 2 + 4, "1.555", "1.56")]
    [InlineData(1700, (10 << 16) + 2 + 4, "-1.555", "-1.56")]
    [InlineData(1700, (4 << 16) + 2 + 4, "99.995", "!NumberOutsideColumn at 0")]
    [InlineData(1700, (5 << 16) + (-3 & 0x7FF) + 4, "1500", "2000")]
    [InlineData(23, -1, "1.5", "!NumberNotWhole at 0")]
    [InlineData(21, -1, "32768", "!NumberOutsideColumn at 0")]
    [InlineData(700, -1, "0.123456789", "0.12345679")]
    public void TableForm_NumberThatAPersonTyped_IsRoundedOnlyWhereTheTableDeclaresIt(uint oid, int modifier, string number, string expected) =>
        Assert.Equal(expected, Show(Generators.Pair(oid, ListColumnKind.Number, modifier), new NumberValue(decimal.Parse(number, CultureInfo.InvariantCulture))));

    [Fact]
    public void TableForm_TextOutsideTheEnum_IsRefused()
    {
        var pair = new ColumnPair(PostgresGoldenTests.TypeOf("mood"), new ListColumn("C", ListColumnKind.Choice), ValueKind.Text);
        Assert.Equal("!EnumLabel at 0", Show(pair, new TextValue("happy")));
        Assert.Equal("very happy", Show(pair, new TextValue("very happy")));
    }

    [Fact]
    public void Unknown_AnyPair_StaysUnknown() => Assert.All(Generators.Pairs, pair => Assert.Equal("(Unknown)", Show(pair, Value.Unknown)));

    private static string Text(string text, ListRules? rules = null) => Show(Generators.Pair(25, ListColumnKind.Note), new TextValue(text), rules);

    private static string Show(ColumnPair pair, Value value, ListRules? rules = null) =>
        Canonicaliser.TryApply(pair, value, rules ?? Rules, out var canonical, out var failure) ? PostgresGoldenTests.Show(canonical) : $"!{failure}";
}
