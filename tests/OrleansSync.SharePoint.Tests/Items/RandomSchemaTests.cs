using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;
using OrleansSync.SharePoint.Provisioning;
using OrleansSync.Testing.Rows;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>Lists that nobody thought of: any columns in any order under any names, made by the provisioner, filled with any values, and read back.</summary>
public sealed class RandomSchemaTests
{
    private const int Schemas = 25;
    private const int RowsOfList = 12;

    private static readonly (ListColumnKind Kind, uint Type)[] Kinds =
    [
        (ListColumnKind.Text, 25), (ListColumnKind.Note, 25), (ListColumnKind.Number, 1700), (ListColumnKind.Currency, 1700), (ListColumnKind.Boolean, 16), (ListColumnKind.DateTime, 1184),
        (ListColumnKind.DateOnly, 1082), (ListColumnKind.Choice, 25), (ListColumnKind.MultiChoice, 1009), (ListColumnKind.Person, 23), (ListColumnKind.MultiPerson, 1007), (ListColumnKind.Hyperlink, 25),
        (ListColumnKind.Lookup, 23), (ListColumnKind.MultiLookup, 1007),
    ];

    private static readonly string[] Pieces = ["a", "B", "id", "Title", "Author", "_", " ", "-", ".", "#", "%", "&", "'", "\"", "(", "/", "1", "23", "ß", "É", "Ω", "ж", "名前", "مر", "\U0001F600", "_x0020_", "Created", "ContentType"];

    [Fact]
    public async Task WriteAndRead_ListsOfAnyColumnsUnderAnyNames_GiveTheSameRows()
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => options.TimeZone = "America/Havana");
        var parent = await MakeParentAsync(tenant);
        var drawn = new List<(string Name, int Kind)[]>();
        Properties.ForAll(Gen.Choose(1, 24).SelectMany(count => Column.ArrayOf(count)), columns => drawn.Add(columns), Schemas);
        for (var number = 0; number < drawn.Count; number++)
        {
            await CheckAsync(tenant, parent, number, drawn[number]);
        }
    }

    // Names are told apart without case; ids of at most twelve columns fit into what one view joins.
    private static Gen<(string Name, int Kind)> Column =>
        from pieces in Gen.Elements(Pieces).NonEmptyListOf()
        from kind in Gen.Choose(0, Kinds.Length - 1)
        select (string.Concat(pieces.Take(6)).Trim(), kind);

    private static async Task CheckAsync(EmulatedTenant tenant, Guid parent, int number, (string Name, int Kind)[] drawn)
    {
        var declared = drawn.Where(column => column.Name.Length > 0).DistinctBy(column => column.Name.ToUpperInvariant()).Where(column => !column.Name.Equals("Title", StringComparison.OrdinalIgnoreCase)).ToList();
        var joined = declared.Where(column => new ListColumn("x", Kinds[column.Kind].Kind).HoldsIds).Skip(12).ToHashSet();
        declared.RemoveAll(joined.Contains);
        var calls = new SetupCalls(tenant.Client());
        var schema = new ListSchema($"list {number}", [.. declared.Select(column => new DeclaredColumn(column.Name, Kinds[column.Kind].Kind)
        {
            LookupList = Kinds[column.Kind].Kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup ? parent : null,
        })]);
        var made = await new ListProvisioner(calls, NullLogger<ListProvisioner>.Instance).ProvisionAsync(tenant.SiteId, schema, default);
        var names = declared.Select((column, index) => (Row: $"c{index}", column.Name, column.Kind)).ToList();
        var binding = new ListBinding
        {
            SiteId = tenant.SiteId,
            ListGuid = made.ListGuid,
            Fields = [.. names.Select(column => new BoundField(column.Row, new ColumnPair(
                PostgresType.Of(Kinds[column.Kind].Type), made.Columns[column.Name].Column, made.Columns[column.Name].Column.NaturalKind!.Value)))], // All of these have one.
            Columns = new MappedColumns(names.Select(column => column.Row), [], []),
            Rules = new ListRules(TimeZoneInfo.FindSystemTimeZoneById("America/Havana")),
            KeyColumn = made.KeyColumn,
            KeyMode = made.KeyMode,
        };
        var rows = new List<Row>();
        Properties.ForAll(RowOf(binding), rows.Add, RowsOfList);

        var lists = new BoundLists(new FixedBindings(binding));
        var outcomes = await new GraphListWriter(tenant.Client(), lists).ApplyAsync(
            TestRows.Definition, new ListId(3), [.. rows.Select((row, index) => new ListWrite.Create(TestRows.SyncKeyOf(index + 1), row))], default);
        var page = await new GraphListReader(tenant.Client(), lists, NullLogger<GraphListReader>.Instance).ReadDeltaAsync(TestRows.Definition, new ListId(3), null, default);

        var seen = page.Changes.OfType<ItemView.Seen>().ToDictionary(view => view.Change.Item.Item, view => view.Change.Row!); // Nothing was deleted.
        for (var index = 0; index < rows.Count; index++)
        {
            var item = Assert.IsType<ListOutcome.Applied>(outcomes[index]).Item;
            Assert.True(rows[index].Equals(seen[item]), $"list {number}: {string.Join(", ", names.Where(column => !rows[index].Find(column.Row)!.Equals(seen[item].Find(column.Row))).Select(column => $"'{column.Name}' {Kinds[column.Kind].Kind}"))}");
            Assert.Equal(rows[index].Hash(binding.Columns.All), seen[item].Hash(binding.Columns.All));
        }

        Assert.Equal(rows.Count, seen.Count);
    }

    private static async Task<Guid> MakeParentAsync(EmulatedTenant tenant)
    {
        var parent = (await tenant.AsPersonAsync("POST", $"sites/{tenant.SiteId}/lists", """{"displayName":"parent"}""")).GetProperty("id").GetGuid();
        for (var number = 1; number <= 6; number++)
        {
            await tenant.AsPersonAsync("POST", $"sites/{tenant.SiteId}/lists/{parent}/items", $$$"""{"fields":{"Title":"parent {{{number}}}"}}""");
            tenant.Host.EnsurePerson("/sites/Team", $"Person {number}", $"person{number}@contoso.example");
        }

        return parent;
    }

    // What the canonicaliser refuses, the planner never writes: such a cell is null here.
    private static Gen<Row> RowOf(ListBinding binding) =>
        binding.Fields.Aggregate(
            Gen.Constant(Array.Empty<KeyValuePair<string, Value>>()),
            (cells, field) => from rest in cells
                              from value in Generators.OfPair(field.Pair)
                              select (KeyValuePair<string, Value>[])[.. rest, KeyValuePair.Create(
                                  field.Name, Canonicaliser.TryApply(field.Pair, value, binding.Rules, out var canonical, out _) ? canonical : Value.Null)])
        .Select(Row.Of);
}
