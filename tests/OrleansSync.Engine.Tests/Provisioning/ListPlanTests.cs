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

        var planned = Assert.Single(ListPlan.Make(Table(("x", type)), [], hasZone: true, "c").Columns);

        Assert.Equal(kind, planned.Declaration?.Kind);
        Assert.IsNotType<MappingVerdict.Refused>(MappingCheck.Check(type, new ListColumn("x", kind)));
    }

    [Fact]
    public void Make_BigintAndWideNumeric_AreTextAndNotRounded()
    {
        var (columns, _) = ListPlan.Make(Table(("big", PostgresType.Of(20)), ("wide", PostgresType.Of(1700))), [], hasZone: true, "c");

        Assert.DoesNotContain(columns, column => column.Declaration?.Kind is null or ListColumnKind.Number);
    }

    [Fact]
    public void Make_NamesThatCollide_AreAllDifferentAndNoneIsTaken()
    {
        var text = PostgresType.Of(25);
        var (columns, violations) = ListPlan.Make(Table(("a b", text), ("A B", text), ("ID", text), ("title", text), ("9lives", text), ("名前", text), ("a-b", text), ("OrleansSyncKey", text)), [], hasZone: true, "c");

        var names = columns.Select(column => column.Declaration?.DisplayName ?? "").ToList();
        Assert.Empty(violations);
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(["a b", "A B (2)", "ID (2)", "title (2)", "9lives", "名前", "a-b", "OrleansSyncKey (2)"], names);
    }

    [Fact]
    public void Make_TypeThatNoKindHolds_IsSkippedAndSaysWhy()
    {
        var planned = Assert.Single(ListPlan.Make(Table(("tags", PostgresType.Of(1009))), [], hasZone: true, "c").Columns);

        Assert.Null(planned.Declaration);
        Assert.Contains("cast it in a view", planned.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_DateWithoutTheSitesZone_IsText() =>
        Assert.Equal(ListColumnKind.Text, Assert.Single(ListPlan.Make(Table(("due", PostgresType.Of(1082))), [], hasZone: false, "c").Columns).Declaration?.Kind);

    [Fact]
    public void Make_Choices_AreKeptAndWrongOnesNamed()
    {
        var table = Table(("a", PostgresType.Of(25)), ("b", PostgresType.Of(20)), ("c", PostgresType.Of(25)));

        var (good, _) = ListPlan.Make(table, [new("a", "", null, IsSkipped: true), new("b", "Nummer", ListColumnKind.Number, false)], hasZone: true, "choices");
        var (_, wrong) = ListPlan.Make(table, [new("z", "", null, false), new("a", "Title", null, false), new("c", "", ListColumnKind.Boolean, false), new("c", "", null, false)], hasZone: true, "choices");

        Assert.Null(good[0].Declaration);
        Assert.Equal(("Nummer", ListColumnKind.Number, true), (good[1].Declaration?.DisplayName, good[1].Declaration?.Kind, good[1].ValuesFit));
        Assert.Equal(["choices[0].column", "choices[1].display_name", "choices[2].kind", "choices[3].column"], wrong.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    private static RelationInfo Table(params (string Name, PostgresType Type)[] columns) => new(
        1, new RelationName("public", "t"), RelationKind.Table,
        [.. columns.Select((column, index) => new ColumnInfo(index + 1, column.Name, column.Type, column.Type.Name, "", true, "", IdentityKind.None, ""))]);
}
