using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions;

public sealed class SyncDefinitionValidatorTests
{
    [Fact]
    public void Validate_GoodSpec_FindsNothing() => Assert.Empty(SyncDefinitionValidator.Validate(Specs.Orders));

    [Fact]
    public void Validate_EmptySpec_NamesEveryRequiredFieldAtOnce() => Assert.Equal(
        [
            "sync_definition.name", "sync_definition.direction", "sync_definition.table.schema",
            "sync_definition.table.table", "sync_definition.list.site_url", "sync_definition.list.list",
        ],
        SyncDefinitionValidator.Validate(SyncDefinitionSpec.Empty).Select(violation => violation.Field));

    [Fact]
    public void Validate_DirectionOfALaterVersion_IsRefused() =>
        Assert.Equal("sync_definition.direction", Single(Specs.Orders with { Direction = (SyncDirection)17 }).Field);

    [Theory]
    [InlineData("http://contoso.sharepoint.com/sites/Sales", "not an https address")]
    [InlineData("contoso.sharepoint.com", "not an https address")]
    [InlineData("https://", "not an https address")]
    [InlineData("file:///etc/passwd", "not an https address")]
    [InlineData("https://user:pw@contoso.sharepoint.com/", "user name or password")]
    [InlineData("https://contoso.sharepoint.com/sites/Sales?web=1", "query or a fragment")]
    [InlineData("https://contoso.sharepoint.com/sites/Sales#top", "query or a fragment")]
    public void Validate_WrongSiteUrl_SaysWhatIsWrongWithoutTheValue(string siteUrl, string problem)
    {
        var violation = Single(Specs.Orders with { List = new ListReference(siteUrl, "Orders") });

        Assert.Equal("sync_definition.list.site_url", violation.Field);
        Assert.Contains(problem, violation.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("user:pw", violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralWrongFields_ThrowsWithAllOfThem()
    {
        var exception = Assert.Throws<SyncException>(() => SyncDefinitionValidator.Check(Specs.Orders with { Name = "", Table = new TableReference("", "") }));

        Assert.Equal(SyncError.InvalidArgument, exception.Error);
        Assert.Equal(3, exception.Violations.Length);
    }

    private static FieldViolation Single(SyncDefinitionSpec spec) => Assert.Single(SyncDefinitionValidator.Validate(spec));
}
