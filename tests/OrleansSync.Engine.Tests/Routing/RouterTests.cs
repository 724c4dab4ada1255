using FsCheck.Fluent;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Routing;
using OrleansSync.Engine.Tests.Expressions;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Routing;

public sealed class RouterTests
{
    [Theory]
    [InlineData("status = 'open'; id = 7", "Match { Rule = 0, List = 0 }")]
    [InlineData("status = 'new'; id = 7", "Match { Rule = 1, List = 1 }")]
    [InlineData("missing = 1; not missing = 1", "Default { List = 2 }")]
    [InlineData("id = 8", "Default { List = 2 }")]
    [InlineData("done; true", "Match { Rule = 1, List = 1 }")]
    public void Route_Sample_TakesTheFirstRuleThatIsTrue(string rules, string expected) => Assert.Equal(expected, Compile(rules, 2).Route(Sample.Row()).ToString());

    [Fact]
    public void Route_NoRuleAndNoDefault_IsNoList() => Assert.Equal(new RoutingResult.NoList(), Compile("id = 8", null).Route(Sample.Row()));

    [Fact]
    public void Route_NoRules_IsTheDefault() =>
        Assert.Equal(new RoutingResult.Default(0), Router.Compile(RoutingPlan.OneList, Sample.Columns, 1).Router?.Route(Sample.Row()));

    [Fact]
    public void Route_AColumnWasNotSent_IsUnknownUnlessAnEarlierRuleMatches()
    {
        var row = Sample.Row();
        row[1] = Value.Unknown;
        Assert.Equal(new RoutingResult.Unknown(1), Compile("id = 8; status = 'open'; id = 7", 2).Route(row));
        Assert.Equal(new RoutingResult.Match(0, 0), Compile("id = 7; status = 'open'", 2).Route(row));
    }

    [Fact]
    public void Route_ARuleFails_IsFailedWithItsPlaceAndNeverALaterRule()
    {
        var result = Assert.IsType<RoutingResult.Failed>(Compile("done; 1 / (id - 7) = 1; id = 7", 2).Route(Sample.Row()));
        Assert.Equal((1, EvaluationRule.DivisionByZero, 3), (result.Rule, result.Reason.Rule, result.Reason.Position.Column));
    }

    [Theory]
    [InlineData("id = 1; stats = 'x'; amount = 'y'", "targets[1].when: At line 1, column 1: There is no column of this name. Did you mean status?|targets[2].when: At line 1, column 10: Expected a number, as on the left; this is a text. Write the number without quotes.")]
    [InlineData("id = 1; true; id = 2", "targets[2].when: is never reached: targets[1] matches every row; move it to the end, or make it the default.")]
    [InlineData("id = 1; ID=(1)", "targets[1].when: is never reached: targets[0] has the same condition.")]
    [InlineData("false", "targets[0].when: is true for no row; take the rule out, or mend the condition.")]
    [InlineData("null; id is null", "targets[0].when: is true for no row; take the rule out, or mend the condition.|targets[1].when: is true for no row; take the rule out, or mend the condition.")]
    [InlineData("name", "targets[0].when: At line 1, column 1: Expected a boolean; this is a text. A condition compares something, as in status = 'open'.")]
    public void Compile_WrongPlan_NamesTheRuleAndThePlace(string rules, string violations) =>
        Assert.Equal(violations, string.Join("|", Router.Compile(Plan(rules, null), Sample.Columns, 3).Violations.Select(violation => $"{violation.Field}: {violation.Problem}")));

    [Fact]
    public void Compile_ListsThatAreNone_AreRefused()
    {
        var (router, violations) = Router.Compile(new RoutingPlan([new("done", 3), new("active", -1)], 3), Sample.Columns, 3, "sync_definition.");
        Assert.Null(router);
        Assert.Equal(["sync_definition.targets[0].list", "sync_definition.targets[1].list", "sync_definition.default"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Compile_TooManyRules_IsRefused() =>
        Assert.Equal("targets", Assert.Single(Router.Compile(new RoutingPlan([.. Enumerable.Range(0, Router.RulesMax + 1).Select(id => new RoutingRule($"id = {id}", 0))], null), Sample.Columns, 1).Violations).Field);

    [Fact]
    public void Columns_OfARouter_AreThoseThatAnyRuleReads() => Assert.Equal([0, 1, 5], Compile("status = 'a' or status = 'b'; id = 1; not done", null).Columns.ToArray());

    [Fact]
    public void Route_AnyPlan_IsTheFirstRuleThatIsNotPlainlyFalse() => Properties.ForAll(
        from trees in Trees.Condition(2).ArrayOf(3) from row in Trees.Row select (trees, row),
        given =>
        {
            var rules = given.trees.Select((tree, index) => new RoutingRule(Printer.Print(tree), index)).ToArray();
            if (Router.Compile(new RoutingPlan([.. rules], null), Sample.Columns, 3).Router is not { } router)
            {
                return;
            }

            var first = Array.FindIndex(given.trees, tree => Reference.Evaluate(tree, given.row) is true || Reference.Evaluate(tree, given.row) == Reference.Failure);
            switch (router.Route(given.row))
            {
                case RoutingResult.Match match:
                    Assert.Equal((first, first, true), (match.Rule, match.List, Reference.Evaluate(given.trees[first], given.row)));
                    break;
                case RoutingResult.Failed failed:
                    Assert.Equal((first, Reference.Failure), (failed.Rule, Reference.Evaluate(given.trees[first], given.row)));
                    break;
                case var other:
                    Assert.Equal((-1, new RoutingResult.NoList()), (first, other));
                    break;
            }
        }, 2_000);

    private static RoutingPlan Plan(string rules, int? list) => new([.. rules.Split("; ").Select((when, index) => new RoutingRule(when, index))], list);

    private static Router Compile(string rules, int? list)
    {
        var (router, violations) = Router.Compile(Plan(rules, list), Sample.Columns, 3);
        Assert.True(router is not null, string.Join(" ", violations));
        return router;
    }
}
