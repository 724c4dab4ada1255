using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Provisioning;

public sealed class ListPlanTests
{
    [Theory]
    [InlineData(16, -1, ListColumnKind.Boolean)]
    [InlineData(21, -1, ListColumnKind.Number)]
    [InlineData(23, -1, ListColumnKind.Number)]
    [InlineData(1043, 84, ListColumnKind.Text)]
    [InlineData(25, -1, ListColumnKind.Note)]
    [InlineData(1082, -1, ListColumnKind.DateOnly)]
    [InlineData(1184, -1, ListColumnKind.DateTime)]
    [InlineData(2950, -1, ListColumnKind.Text)]
    [InlineData(3802, -1, ListColumnKind.Note)]
    public void Make_Type_GetsAKindThatLosesNothing(uint oid, int modifier, ListColumnKind kind)
    {
        var type = PostgresType.Of(oid, modifier);

        var planned = Assert.Single(ListPlan.Make(Table(("x", type)), [], new PlanRules(HasZone: true), "c").Columns);

        Assert.Equal(kind, planned.Declaration?.Kind);
        Assert.IsNotType<MappingVerdict.Refused>(MappingCheck.Check(type, new ListColumn("x", kind)));
    }

    [Fact]
    public void Make_BigintAndWideNumeric_AreTextAndNotRounded()
    {
        var (columns, _) = ListPlan.Make(Table(("big", PostgresType.Of(20)), ("wide", PostgresType.Of(1700))), [], new PlanRules(HasZone: true), "c");

        Assert.DoesNotContain(columns, column => column.Declaration?.Kind is null or ListColumnKind.Number);
    }

    [Fact]
    public void Make_NamesThatCollide_AreAllDifferentAndNoneIsTaken()
    {
        var text = PostgresType.Of(25);
        var (columns, violations) = ListPlan.Make(Table(("a b", text), ("A B", text), ("ID", text), ("title", text), ("9lives", text), ("名前", text), ("a-b", text), ("OrleansSyncKey", text)), [], new PlanRules(HasZone: true), "c");

        var names = columns.Select(column => column.Declaration?.DisplayName ?? "").ToList();
        Assert.Empty(violations);
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(["a b", "A B (2)", "ID (2)", "title (2)", "9lives", "名前", "a-b", "OrleansSyncKey (2)"], names);
    }

    [Fact]
    public void Make_TypeThatNoKindHolds_IsSkippedAndSaysWhy()
    {
        var planned = Assert.Single(ListPlan.Make(Table(("tags", PostgresType.Of(1007))), [], new PlanRules(HasZone: true), "c").Columns);

        Assert.Null(planned.Declaration);
        Assert.Contains("cast it in a view", planned.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_ArrayOfTexts_IsSeveralChoicesAndSaysWhatIsLost()
    {
        var planned = Assert.Single(ListPlan.Make(Table(("tags", PostgresType.Of(1009))), [], new PlanRules(HasZone: true), "c").Columns);

        Assert.Equal(ListColumnKind.MultiChoice, planned.Declaration?.Kind);
        Assert.Contains("order", planned.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_NameThatAPersonGave_IsNotTakenByAMadeOne()
    {
        var (columns, violations) = ListPlan.Make(Table(("a", PostgresType.Of(25)), ("b", PostgresType.Of(25))), [new("b", "A", null, false)], new PlanRules(HasZone: true), "c");

        Assert.Empty(violations);
        Assert.Equal(["a (2)", "A"], columns.Select(column => column.Declaration?.DisplayName));
    }

    [Fact]
    public void Make_IndexOfANoteOrTooMany_IsRefused()
    {
        var table = Table([.. Enumerable.Range(1, 20).Select(number => ($"n{number}", PostgresType.Of(23))), ("note", PostgresType.Of(25))]);

        var (_, note) = ListPlan.Make(table, [new("note", "", null, false) { IsIndexed = true }], new PlanRules(HasZone: true), "c");
        var (_, many) = ListPlan.Make(table, [.. Enumerable.Range(1, 20).Select(number => new ColumnChoice($"n{number}", "", null, false) { IsIndexed = true })], new PlanRules(HasZone: true), "c");

        Assert.Equal("c[0].is_indexed", Assert.Single(note).Field);
        Assert.Contains("21 indexes", Assert.Single(many).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_FilteredColumns_AreIndexedWhereTheirKindAllowsIt()
    {
        var rules = new PlanRules(HasZone: true) { Filtered = ["a", "note"] };

        var (columns, violations) = ListPlan.Make(Table(("a", PostgresType.Of(23)), ("note", PostgresType.Of(25)), ("b", PostgresType.Of(23))), [], rules, "c");

        Assert.Empty(violations);
        Assert.Equal([true, false, false], columns.Select(column => column.Declaration?.IsIndexed));
    }

    [Theory]
    [InlineData("customer", true)]
    [InlineData("other", false)]
    public void Make_ForeignKey_IsALookupOfTheParentWhoseKeyItPointsTo(string key, bool isLookup)
    {
        var target = new RelationName("public", "customers");
        var table = Table(("customer_id", PostgresType.Of(23))) with
        {
            Constraints = [new ConstraintInfo("f", ConstraintKind.ForeignKey, ["customer_id"], false, true, "") { Target = target, TargetColumns = ["customer"] }],
        };
        var parent = new ParentList(new Guid("0190a5b0-0000-7000-8000-000000000001"), "Customers", target, key, new Guid("0190a5b0-0000-7000-8000-000000000002"), "Title");

        var planned = Assert.Single(ListPlan.Make(table, [], new PlanRules(HasZone: true) { Parents = [parent] }, "c").Columns);
        var several = Assert.Single(ListPlan.Make(table, [], new PlanRules(HasZone: true) { Parents = [parent, parent with { DefinitionId = new Guid("0190a5b0-0000-7000-8000-000000000003") }] }, "c").Columns);

        Assert.Equal(isLookup ? ListColumnKind.Lookup : ListColumnKind.Number, planned.Declaration?.Kind);
        Assert.Equal(isLookup ? parent : null, planned.Declaration?.Parent);
        Assert.NotEmpty(planned.Remark);
        Assert.Equal(ListColumnKind.Number, several.Declaration?.Kind);
    }

    [Fact]
    public void Make_DateWithoutTheSitesZone_IsText() =>
        Assert.Equal(ListColumnKind.Text, Assert.Single(ListPlan.Make(Table(("due", PostgresType.Of(1082))), [], new PlanRules(HasZone: false), "c").Columns).Declaration?.Kind);

    [Fact]
    public void Make_Choices_AreKeptAndWrongOnesNamed()
    {
        var table = Table(("a", PostgresType.Of(25)), ("b", PostgresType.Of(20)), ("c", PostgresType.Of(25)));

        var (good, _) = ListPlan.Make(table, [new("a", "", null, IsSkipped: true), new("b", "Nummer", ListColumnKind.Number, false)], new PlanRules(HasZone: true), "choices");
        var (_, wrong) = ListPlan.Make(table, [new("z", "", null, false), new("a", "Title", null, false), new("c", "", ListColumnKind.Boolean, false), new("c", "", null, false)], new PlanRules(HasZone: true), "choices");

        Assert.Null(good[0].Declaration);
        Assert.Equal(("Nummer", ListColumnKind.Number, true), (good[1].Declaration?.DisplayName, good[1].Declaration?.Kind, good[1].ValuesFit));
        Assert.Equal(["choices[0].column", "choices[1].display_name", "choices[2].kind", "choices[3].column"], wrong.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    private static RelationInfo Table(params (string Name, PostgresType Type)[] columns) => new(
        1, new RelationName("public", "t"), RelationKind.Table,
        [.. columns.Select((column, index) => new ColumnInfo(index + 1, column.Name, column.Type, column.Type.Name, "", true, "", IdentityKind.None, ""))]);
}
