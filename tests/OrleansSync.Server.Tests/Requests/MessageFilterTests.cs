using OrleansSync.Engine.Errors;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Tests.Requests;

public sealed class MessageFilterTests
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
    [InlineData("suspended = true")]
    [InlineData("database_id = \"\"")]
    public void Accepts_FilterThatHolds_IsTrue(string filter) => Assert.True(Parse(filter).Accepts(Orders()));

    [Theory]
    [InlineData("direction = TWO_WAY")]
    [InlineData("name = sales")]
    [InlineData("name != \"orders to sales\"")]
    [InlineData("table.schema = public AND table.table = invoices")]
    public void Accepts_FilterThatDoesNotHold_IsFalse(string filter) => Assert.False(Parse(filter).Accepts(Orders()));

    [Fact]
    public void Accepts_EscapedQuoteAndBackslash_AreRead() =>
        Assert.True(Parse("""name = "the \"best\" \\ one" """).Accepts(Orders("""the "best" \ one""")));

    [Theory]
    [InlineData("colour = red", "character 1: expected a field")]
    [InlineData("name", "character 5 (its end): expected an operator")]
    [InlineData("name =", "character 7 (its end): expected a value")]
    [InlineData("name = a OR name = b", "character 10: expected AND")]
    [InlineData("name = a AND", "character 13 (its end): expected a field")]
    [InlineData("name = a and name = b", "character 10: expected AND")]
    [InlineData("name < a", "character 6: expected a field, an operator or a value")]
    [InlineData("name = \"open", "character 8: the text that begins here has no closing quote")]
    [InlineData("direction = SIDEWAYS", "character 13: expected a value of direction: PUSH, PULL, TWO_WAY")]
    [InlineData("direction : PUSH", "character 11: expected an operator for direction")]
    [InlineData("= = =", "character 1: expected a field")]
    [InlineData("\"name\" = a", "character 1: expected a field")]
    [InlineData("name = =", "character 8: expected a value")]
    [InlineData("!name = a", "character 1: expected a field, an operator or a value")]
    public void Parse_WrongFilter_SaysWhereAndWhatWasExpected(string filter, string problem)
    {
        var exception = Assert.Throws<SyncException>(() => Parse(filter));

        Assert.Equal("filter", Assert.Single(exception.Violations).Field);
        Assert.Contains(problem, exception.Violations[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLongOrTooMany_IsRefused()
    {
        Assert.Contains("2000 characters", Assert.Throws<SyncException>(() => Parse(new string('x', 2_001))).Message, StringComparison.Ordinal);
        Assert.Contains("20 comparisons", Assert.Throws<SyncException>(() => Parse(string.Join(" AND ", Enumerable.Repeat("name:x", 21)))).Message, StringComparison.Ordinal);
        Assert.True(Parse(string.Join(" AND ", Enumerable.Repeat("name:o", 20))).Accepts(Orders()));
    }

    [Fact]
    public void Parse_AnyThreeParts_NeverThrows()
    {
        string[] parts = ["name", "direction", "AND", "=", "!=", ":", "!", "\"x\"", "\"", "\\", "(", "PUSH", "", "é", "."];
        foreach (var text in from a in parts from b in parts from c in parts from d in parts select $"{a} {b} {c} {d}")
        {
            var exception = Record.Exception(() => Parse(text));
            Assert.True(exception is null or SyncException { Error: SyncError.InvalidArgument }, text);
        }
    }

    private static MessageFilter Parse(string text) => MessageFilter.Read(text, V1.SyncDefinition.Descriptor);

    private static V1.SyncDefinition Orders(string name = "Orders to Sales") => new()
    {
        Name = name,
        Description = "All open orders.",
        Direction = V1.SyncDirection.Push,
        Table = new V1.TableReference { Schema = "public", Table = "orders" },
        List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Sales", List = "Orders" },
        Suspended = true,
    };
}
