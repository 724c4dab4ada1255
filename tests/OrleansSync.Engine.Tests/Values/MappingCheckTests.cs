using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Values;

public sealed class MappingCheckTests
{
    [Theory]
    // Numbers: what a double keeps, and no more.
    [InlineData("21", ListColumnKind.Number, "Lossless Number")]
    [InlineData("23", ListColumnKind.Currency, "Lossless Number")]
    [InlineData("20", ListColumnKind.Number, "Refused; declared: Number CheckedPerRow")]
    [InlineData("1700(15,2)", ListColumnKind.Number, "Number RoundedToScale")]
    [InlineData("1700(16,2)", ListColumnKind.Number, "Refused; declared: Number RoundedToScale,CheckedPerRow")]
    [InlineData("1700(5,-3)", ListColumnKind.Number, "Refused; declared: Number RoundedToScale,CheckedPerRow")]
    [InlineData("1700", ListColumnKind.Number, "Refused; declared: Number CheckedPerRow")]
    [InlineData("700", ListColumnKind.Number, "Number CheckedPerRow")]
    [InlineData("701", ListColumnKind.Number, "Number CheckedPerRow")]
    [InlineData("25", ListColumnKind.Number, "Refused")]
    [InlineData("790", ListColumnKind.Currency, "Refused")]
    // The same ones as text lose nothing.
    [InlineData("20", ListColumnKind.Text, "Text TextForm")]
    [InlineData("1700(38,10)", ListColumnKind.Text, "Text TextForm")]
    [InlineData("1700", ListColumnKind.Text, "Text TextForm,CheckedPerRow")]
    // Texts: a single line holds 255.
    [InlineData("25", ListColumnKind.Text, "Refused; declared: Text ListText,CheckedPerRow")]
    [InlineData("25", ListColumnKind.Note, "Text ListText,CheckedPerRow")]
    [InlineData("1043(255)", ListColumnKind.Text, "Text ListText,CheckedPerRow")]
    [InlineData("1043(256)", ListColumnKind.Text, "Refused; declared: Text ListText,CheckedPerRow")]
    [InlineData("1043", ListColumnKind.Text, "Refused; declared: Text ListText,CheckedPerRow")]
    [InlineData("1042(10)", ListColumnKind.Text, "Text ListText,TrailingBlanks,CheckedPerRow")]
    [InlineData("19", ListColumnKind.Text, "Text ListText,CheckedPerRow")]
    [InlineData("citext", ListColumnKind.Note, "Text ListText,CheckedPerRow")]
    [InlineData("142", ListColumnKind.Text, "Refused; declared: Text ListText,CheckedPerRow")]
    [InlineData("142", ListColumnKind.Note, "Text ListText,CheckedPerRow")]
    [InlineData("25", ListColumnKind.RichNote, "Refused")]
    [InlineData("25", ListColumnKind.AppendNote, "Refused")]
    // Types that a list has no column for go to text.
    [InlineData("2950", ListColumnKind.Text, "Text TextForm")]
    [InlineData("1083", ListColumnKind.Text, "Text TextForm")]
    [InlineData("1186", ListColumnKind.Text, "Text TextForm")]
    [InlineData("869", ListColumnKind.Text, "Text TextForm")]
    [InlineData("17", ListColumnKind.Text, "Refused; declared: Text TextForm,CheckedPerRow")]
    [InlineData("17", ListColumnKind.Note, "Text TextForm,CheckedPerRow")]
    [InlineData("3802", ListColumnKind.Note, "Json JsonCanonical,CheckedPerRow")]
    [InlineData("114", ListColumnKind.Text, "Refused; declared: Json JsonCanonical,CheckedPerRow")]
    [InlineData("1009", ListColumnKind.Note, "Refused")]
    [InlineData("1266", ListColumnKind.Text, "Refused")]
    [InlineData("600", ListColumnKind.Note, "Refused")]
    // Times.
    [InlineData("1184", ListColumnKind.DateTime, "Instant SecondsCut,CheckedPerRow")]
    [InlineData("1114", ListColumnKind.DateTime, "Instant TimestampIsUtc,SecondsCut,CheckedPerRow")]
    [InlineData("1082", ListColumnKind.DateTime, "Refused")]
    [InlineData("1082", ListColumnKind.DateOnly, "Date SiteMidnight,CheckedPerRow")]
    [InlineData("1184", ListColumnKind.DateOnly, "Refused")]
    [InlineData("1184", ListColumnKind.Text, "Text TextForm,CheckedPerRow")]
    // The rest.
    [InlineData("16", ListColumnKind.Boolean, "Lossless Boolean")]
    [InlineData("23", ListColumnKind.Boolean, "Refused")]
    [InlineData("mood", ListColumnKind.Choice, "Text ListText,CheckedPerRow")]
    [InlineData("1043(50)", ListColumnKind.Choice, "Text ListText,CheckedPerRow")]
    [InlineData("23", ListColumnKind.Choice, "Refused")]
    [InlineData("1009", ListColumnKind.MultiChoice, "Choices SetOfChoices,ListText,CheckedPerRow")]
    [InlineData("mood[]", ListColumnKind.MultiChoice, "Choices SetOfChoices,ListText,CheckedPerRow")]
    [InlineData("25", ListColumnKind.MultiChoice, "Refused")]
    [InlineData("23", ListColumnKind.Lookup, "Lookups Ids,CheckedPerRow")]
    [InlineData("2950", ListColumnKind.Lookup, "Lookups Ids,CheckedPerRow")]
    [InlineData("1082", ListColumnKind.Lookup, "Refused")]
    [InlineData("1007", ListColumnKind.MultiLookup, "Lookups Ids,CheckedPerRow")]
    [InlineData("23", ListColumnKind.MultiLookup, "Refused")]
    [InlineData("25", ListColumnKind.Person, "Persons Ids,CheckedPerRow")]
    [InlineData("2950", ListColumnKind.Person, "Refused")]
    [InlineData("1009", ListColumnKind.MultiPerson, "Persons Ids,CheckedPerRow")]
    [InlineData("1043(200)", ListColumnKind.Hyperlink, "Link LinkCopies,CheckedPerRow")]
    [InlineData("25", ListColumnKind.Hyperlink, "Refused; declared: Link LinkCopies,CheckedPerRow")]
    [InlineData("25", ListColumnKind.Term, "Refused")]
    [InlineData("25", ListColumnKind.Calculated, "Refused")]
    [InlineData("25", ListColumnKind.Other, "Refused")]
    public void Check_Pair_HasTheVerdictOfTheTable(string type, ListColumnKind column, string expected)
    {
        var (strict, declared) = (Show(type, column, false), Show(type, column, true));

        Assert.Equal(expected, strict == declared ? strict : $"{strict}; declared: {declared}");
    }

    [Fact]
    public void Check_EveryPair_IsDecidedAndItsKindIsOneThatTheColumnTakes()
    {
        foreach (var column in Enum.GetValues<ListColumnKind>())
        {
            foreach (var row in GoldenBytes.Rows)
            {
                var type = PostgresGoldenTests.TypeOf((string)row[0]);
                switch (MappingCheck.Check(type, new ListColumn("C", column)))
                {
                    case MappingVerdict.Refused refused:
                        Assert.EndsWith(".", refused.Reason, StringComparison.Ordinal);
                        Assert.EndsWith(".", refused.WayOut, StringComparison.Ordinal);
                        break;
                    case var verdict:
                        Assert.True(new ListColumn("C", column).Takes(verdict.KindOrNull ?? ValueKind.Null), $"{type.Name} to {column}");
                        break;
                }
            }
        }
    }

    [Fact]
    public void Check_ReadOnlyColumn_IsPullOnly()
    {
        var column = new ListColumn("Modified", ListColumnKind.DateTime, IsReadOnly: true);

        Assert.IsType<MappingVerdict.Refused>(MappingCheck.Check(PostgresType.Of(1184), column));
        Assert.IsType<MappingVerdict.Normalised>(MappingCheck.Check(PostgresType.Of(1184), column, pushes: false));
    }

    [Fact]
    public void Check_Domain_IsAsItsBase() =>
        Assert.IsType<MappingVerdict.Normalised>(MappingCheck.Check(PostgresType.Of(1700, (10 << 16) + 2 + 4).AsDomain("price"), new ListColumn("C", ListColumnKind.Number)));

    [Theory]
    [InlineData(ListColumnKind.Person, "EmployeeId", true)]
    [InlineData(ListColumnKind.Lookup, "employeelookupid", true)]
    [InlineData(ListColumnKind.Text, "EmployeeId", false)]
    [InlineData(ListColumnKind.Person, "EmployeeIds", false)]
    public void CheckSiblings_NameThatCapturesWrites_IsRefused(ListColumnKind kind, string sibling, bool refused) =>
        Assert.Equal(refused, MappingCheck.CheckSiblings(new ListColumn("Employee", kind), ["Title", sibling]) is not null);

    private static string Show(string type, ListColumnKind column, bool valuesFit) => MappingCheck.Check(Of(type), new ListColumn("C", column), valuesFit: valuesFit) switch
    {
        MappingVerdict.Lossless lossless => $"Lossless {lossless.Kind}",
        MappingVerdict.Normalised normalised => $"{normalised.Kind} {string.Join(",", normalised.Rules)}",
        _ => "Refused",
    };

    private static PostgresType Of(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return PostgresGoldenTests.TypeOf(type);
        }

        var numbers = type[(open + 1)..^1].Split(',').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var modifier = numbers.Length == 1 ? numbers[0] + 4 : (numbers[0] << 16) + (numbers[1] & 0x7FF) + 4;
        return PostgresType.Of(uint.Parse(type[..open], System.Globalization.CultureInfo.InvariantCulture), modifier);
    }
}
