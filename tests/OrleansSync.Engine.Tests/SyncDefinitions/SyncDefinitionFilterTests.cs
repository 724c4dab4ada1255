using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions;

public sealed class SyncDefinitionFilterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("direction = PUSH")]
    [InlineData("direction=SYNC_DIRECTION_PUSH")]
    [InlineData("direction != PULL")]
    [InlineData("name : sales")]
    [InlineData("name = \"ORDERS TO SALES\"")]
    [InlineData("table.schema = public AND table.table = orders AND list.list : ord")]
    [InlineData("list.site_url : \"contoso.sharepoint.com\"")]
    [InlineData("description != \"\"")]
    public void Accepts_FilterThatHolds_IsTrue(string filter) => Assert.True(Parse(filter).Accepts(Specs.Orders));

    [Theory]
    [InlineData("direction = TWO_WAY")]
    [InlineData("name = sales")]
    [InlineData("name != \"orders to sales\"")]
    [InlineData("table.schema = public AND table.table = invoices")]
    public void Accepts_FilterThatDoesNotHold_IsFalse(string filter) => Assert.False(Parse(filter).Accepts(Specs.Orders));

    [Fact]
    public void Accepts_EscapedQuoteAndBackslash_AreRead() =>
        Assert.True(Parse("""name = "the \"best\" \\ one" """).Accepts(Specs.Orders with { Name = """the "best" \ one""" }));

    [Theory]
    [InlineData("colour = red", "character 1: expected a field")]
    [InlineData("name", "character 5 (its end): expected an operator")]
    [InlineData("name =", "character 7 (its end): expected a value")]
    [InlineData("name = a OR name = b", "character 10: expected AND")]
    [InlineData("name = a AND", "character 13 (its end): expected a field")]
    [InlineData("name = a and name = b", "character 10: expected AND")]
    [InlineData("name < a", "character 6: expected a field, an operator or a value")]
    [InlineData("name = \"open", "character 8: the text that begins here has no closing quote")]
    [InlineData("direction = SIDEWAYS", "character 13: expected a direction")]
    [InlineData("direction : PUSH", "character 11: expected an operator for direction")]
    [InlineData("= = =", "character 1: expected a field")]
    [InlineData("\"name\" = a", "character 1: expected a field")]
    [InlineData("name = =", "character 8: expected a value")]
    [InlineData("!name = a", "character 1: expected a field, an operator or a value")]
    public void Parse_WrongFilter_SaysWhereAndWhatWasExpected(string filter, string problem)
    {
        var (parsed, found) = SyncDefinitionFilter.Parse(filter);

        Assert.Null(parsed);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLongOrTooMany_IsRefused()
    {
        Assert.Contains("2000 characters", SyncDefinitionFilter.Parse(new string('x', 2_001)).Problem, StringComparison.Ordinal);
        Assert.Contains("20 comparisons", SyncDefinitionFilter.Parse(string.Join(" AND ", Enumerable.Repeat("name:x", 21))).Problem, StringComparison.Ordinal);
        Assert.Null(SyncDefinitionFilter.Parse(string.Join(" AND ", Enumerable.Repeat("name:x", 20))).Problem);
    }

    [Fact]
    public void Parse_AnyThreeParts_NeverThrows()
    {
        string[] parts = ["name", "direction", "AND", "=", "!=", ":", "!", "\"x\"", "\"", "\\", "(", "PUSH", "", "é", "."];
        foreach (var text in from a in parts from b in parts from c in parts from d in parts select $"{a} {b} {c} {d}")
        {
            var (filter, problem) = SyncDefinitionFilter.Parse(text);
            Assert.True((filter is null) != (problem is null), text);
        }
    }

    private static SyncDefinitionFilter Parse(string text)
    {
        var (filter, problem) = SyncDefinitionFilter.Parse(text);
        Assert.Null(problem);
        Assert.NotNull(filter);
        return filter;
    }
}
