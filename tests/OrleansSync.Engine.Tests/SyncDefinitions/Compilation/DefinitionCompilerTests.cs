using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.SyncDefinitions.Compilation;

public sealed class DefinitionCompilerTests
{
    private static readonly Guid Home = new("aaaaaaaa-0000-7000-8000-000000000001");
    private static readonly Guid Abroad = new("aaaaaaaa-0000-7000-8000-000000000002");
    private static readonly Guid Connection = new("bbbbbbbb-0000-7000-8000-000000000001");

    private static readonly RelationInfo Table = new(
        1,
        new RelationName("public", "orders"),
        RelationKind.Table,
        [
            Column(1, "id", 20, isNullable: false) with { Sequence = new RelationName("public", "orders_id_seq") },
            Column(2, "country", 1042, isNullable: false),
            Column(3, "due", 1082),
            Column(4, "total", 1700) with { Identity = IdentityKind.Generated },
            Column(5, "changed_at", 1184),
            Column(6, "note", 25),
        ])
    {
        Constraints = [new ConstraintInfo("orders_pkey", ConstraintKind.PrimaryKey, ["id"], false, true, "")],
    };

    private static readonly SyncDefinitionSpec Good = new("Orders", "", SyncDirection.Push, new("public", "orders"), new("", "", Home))
    {
        DatabaseId = new Guid("cccccccc-0000-7000-8000-000000000001"),
        Cursor = new(CursorStrategy.Keyset, "changed_at", ""),
        Mappings = [new("country", "Country"), new("due", "Due"), new("note", "Note")],
    };

    public static TheoryData<string, string, Func<SyncDefinitionSpec, SyncDefinitionSpec>> WrongSpecs => new()
    {
        { "cursor.column", "did you mean changed_at", spec => spec with { Cursor = spec.Cursor with { Column = "changed_a" } } },
        { "cursor.column", "does not grow", spec => spec with { Cursor = spec.Cursor with { Column = "note" } } },
        { "cursor.time_zone", "IANA", spec => spec with { Cursor = spec.Cursor with { TimeZone = "Mars/Olympus" } } },
        { "key", "may be null", spec => spec with { Key = new(KeyStrategy.CompositeColumns, "", ["due"]) } },
        { "key", "no unique constraint", spec => spec with { Key = new(KeyStrategy.UniqueConstraint, "nowhere", []) } },
        { "key.strategy", "HASH", spec => spec with { Key = new(KeyStrategy.Hash, "", ["country"]) } },
        { "field_mappings[0].column", "did you mean country", spec => spec with { Mappings = [new("contry", "Country")] } },
        { "field_mappings[0].field", "kept by OrleansSync", spec => spec with { Mappings = [new("note", SyncKey.ColumnName, ValuesFit: true)] } },
        { "field_mappings[0].transform", "let a view compute", spec => spec with { Mappings = [new("note", "Note", MappingDirection.PushOnly, "upper(note)")] } },
        { "targets[0].when", "", spec => spec with { Targets = [new(Abroad, "contry <> 'DE'")] } },
        { "targets[1].when", "never reached", spec => spec with { Targets = [new(Abroad, "true"), new(Abroad, "country = 'FR'")] } },
        { "targets[0].when", "", spec => spec with { Targets = [new(Abroad, "'; drop table orders; --")] } },
        { "push_deletes", "mark_column", spec => spec with { PushDeletes = DeletePolicy.Mark } },
        { "field_mappings[0].direction", "computes total itself", spec => spec with { Direction = SyncDirection.TwoWay, Mappings = [new("total", "Total", ValuesFit: true)] } },
    };

    [Fact]
    public void Compile_GoodDefinition_HasWhatARunNeeds()
    {
        var (compiled, violations) = DefinitionCompiler.Compile(Good with { Targets = [new(Abroad, "country <> 'DE'")] }, Table, [Facts(Home, 1), Facts(Abroad, 2)]);

        Assert.Empty(violations);
        Assert.NotNull(compiled);
        Assert.Equal(["id"], compiled.Key.Columns.Select(column => column.Name));
        Assert.Equal(("changed_at", WatermarkKind.Timestamp), (compiled.Watermark?.Column, compiled.Watermark?.Kind));
        Assert.Equal(["Country", "Due", "Note"], compiled.Mapped.Push.Names.ToArray());
        Assert.Empty(compiled.Mapped.Pull.Names);
        Assert.Equal("Europe/Berlin", compiled.ListRules.SiteZone.Id);
        Assert.Equal(new ListId(1), compiled.Route(Row("DE")));
        Assert.Equal(new ListId(2), compiled.Route(Row("FR")));
    }

    [Theory]
    [MemberData(nameof(WrongSpecs))]
    public void Compile_WrongSpec_NamesTheFieldAndTheWayOut(string field, string words, Func<SyncDefinitionSpec, SyncDefinitionSpec> change)
    {
        var spec = change(Good);

        var (compiled, violations) = DefinitionCompiler.Compile(spec, Table, [.. spec.ListIds.Select((id, index) => Facts(id, index + 1))]);

        Assert.Null(compiled);
        Assert.Contains(violations, violation => violation.Field == $"sync_definition.{field}" && violation.Problem.Contains(words, StringComparison.Ordinal));
        Assert.DoesNotContain(violations, violation => violation.Problem.Contains("drop table", StringComparison.Ordinal));
    }

    [Fact]
    public void Compile_SeveralWrongThings_TellsThemAll()
    {
        var (_, violations) = DefinitionCompiler.Compile(
            Good with { Key = new(KeyStrategy.UniqueConstraint, "nowhere", []), Cursor = Good.Cursor with { Column = "nothing like it" }, Mappings = [new("x1", "Country"), new("note", "y1")] }, Table, [Facts(Home, 1)]);

        Assert.Equal(
            ["sync_definition.cursor.column", "sync_definition.field_mappings[0].column", "sync_definition.field_mappings[1].field", "sync_definition.key"],
            violations.Select(violation => violation.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compile_DatesWithoutTheSitesZone_IsRefused()
    {
        var facts = Facts(Home, 1);

        var (_, violations) = DefinitionCompiler.Compile(Good, Table, [facts with { Site = facts.Site with { TimeZone = "" } }]);

        Assert.Contains("time_zone", Assert.Single(violations).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ListsOfTwoConnections_IsRefused()
    {
        var other = Facts(Abroad, 2);

        var (_, violations) = DefinitionCompiler.Compile(Good with { Targets = [new(Abroad, "country <> 'DE'")] }, Table, [Facts(Home, 1), other with { Site = other.Site with { ConnectionId = Guid.Empty } }]);

        Assert.Equal("sync_definition.targets", Assert.Single(violations).Field);
    }

    [Fact]
    public void Compile_ListWithoutTheColumnOfKeys_IsRefused()
    {
        var facts = Facts(Home, 1);

        var (_, violations) = DefinitionCompiler.Compile(Good, Table, [facts with { List = facts.List with { Columns = [.. facts.List.Columns.Where(column => column.Column.Name != SyncKey.ColumnName)] } }]);

        Assert.Equal("sync_definition.list.sharepoint_list_id", Assert.Single(violations).Field);
    }

    [Fact]
    public void Compile_PullIntoARowThatCouldNotBeRecognised_IsRefused()
    {
        var noSequence = Table with { Columns = [.. Table.Columns.Select(column => column with { Sequence = null })] };

        var (_, violations) = DefinitionCompiler.Compile(Good with { Direction = SyncDirection.Pull }, noSequence, [Facts(Home, 1)]);

        Assert.Contains(violations, violation => violation.Field == "sync_definition.key" && violation.Problem.Contains("recognised", StringComparison.Ordinal));
    }

    private static ColumnInfo Column(int number, string name, uint oid, bool isNullable = true) =>
        new(number, name, PostgresType.Of(oid, oid == 1042 ? 6 : -1), "", "", isNullable, "", IdentityKind.None, "");

    private static ListFacts Facts(Guid id, int number) => new(
        id,
        new ListSpec(
            Guid.Empty, Guid.Empty, "Orders", number, ListKeyMode.Provisioned, SyncKey.ColumnName, "", ResourceStatus.Active,
            [
                Field("Country", ListColumnKind.Text), Field("Due", ListColumnKind.DateOnly), Field("Note", ListColumnKind.Note), Field("Total", ListColumnKind.Number), Field(SyncKey.ColumnName, ListColumnKind.Text),
            ]),
        new SiteSpec(Connection, "https://contoso.sharepoint.com/sites/Team", "Europe/Berlin", ResourceStatus.Active, "", "x"));

    private static KnownColumn Field(string name, ListColumnKind kind) => new(new ListColumn(name, kind), name, false, false, false);

    private static RowChange Row(string country) => new(
        new RowKey(KeyPart.Of(1m)), default, Engine.Rows.Row.Of([new("Country", new TextValue(country)), new("Due", Value.Null), new("Note", Value.Null)]), RowReading.Read);
}
