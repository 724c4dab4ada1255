using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.SharePoint.Items;
using OrleansSync.Testing.Rows;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>A list with one column of each kind, in a site of a time zone; its rows have the columns' names.</summary>
internal sealed class RoundTripList : IAsyncDisposable
{
    private static readonly (string Name, uint Type, ListColumnKind Kind, string Facet)[] Kinds =
    [
        ("line", 25, ListColumnKind.Text, "\"text\":{}"), ("lines", 25, ListColumnKind.Note, "\"text\":{\"allowMultipleLines\":true}"),
        ("number", 1700, ListColumnKind.Number, "\"number\":{}"), ("money", 1700, ListColumnKind.Currency, "\"currency\":{\"locale\":\"de-de\"}"),
        ("percent", 1700, ListColumnKind.Number, "\"number\":{\"displayAs\":\"percentage\"}"),
        ("flag", 16, ListColumnKind.Boolean, "\"boolean\":{},\"defaultValue\":{\"value\":\"1\"}"),
        ("instant", 1184, ListColumnKind.DateTime, "\"dateTime\":{\"format\":\"dateTime\"}"), ("day", 1082, ListColumnKind.DateOnly, "\"dateTime\":{\"format\":\"dateOnly\"}"),
        ("choice", 25, ListColumnKind.Choice, "\"choice\":{\"choices\":[\"a\",\"b\"]}"), ("choices", 1009, ListColumnKind.MultiChoice, "\"choice\":{\"choices\":[\"a\",\"b\"],\"displayAs\":\"checkBoxes\"}"),
        ("parent", 23, ListColumnKind.Lookup, "\"lookup\":{\"listId\":\"{parent}\",\"columnName\":\"Title\"}"),
        ("parents", 1007, ListColumnKind.MultiLookup, "\"lookup\":{\"listId\":\"{parent}\",\"columnName\":\"Title\",\"allowMultipleValues\":true}"),
        ("person", 23, ListColumnKind.Person, "\"personOrGroup\":{}"), ("people", 1007, ListColumnKind.MultiPerson, "\"personOrGroup\":{\"allowMultipleSelection\":true}"),
        ("link", 25, ListColumnKind.Hyperlink, "\"hyperlinkOrPicture\":{}"), ("json", 3802, ListColumnKind.Note, "\"text\":{\"allowMultipleLines\":true}"),
    ];

    private int keys;

    private RoundTripList(EmulatedTenant tenant, ListBinding binding)
    {
        (Tenant, Binding) = (tenant, binding);
        var lists = new BoundLists(new FixedBindings(binding));
        Reader = new GraphListReader(tenant.Client(), lists, NullLogger<GraphListReader>.Instance);
        Writer = new GraphListWriter(tenant.Client(), lists);
    }

    public EmulatedTenant Tenant { get; }

    public ListBinding Binding { get; }

    public GraphListReader Reader { get; }

    public GraphListWriter Writer { get; }

    private static SyncDefinition Definition => TestRows.Definition;

    private static ListId List => new(3);

    /// <summary>A list in a site of a zone, with six items to look up and six people.</summary>
    public static async Task<RoundTripList> OpenAsync(string zone, Action<EmulatorOptions>? configure = null)
    {
        var tenant = await EmulatedTenant.StartAsync(options =>
        {
            options.TimeZone = zone;
            configure?.Invoke(options);
        });
        var site = $"sites/{tenant.SiteId}";
        var parent = (await tenant.AsPersonAsync("POST", $"{site}/lists", """{"displayName":"parent"}""")).GetProperty("id").GetString()!; // A list has an id.
        for (var number = 1; number <= 6; number++)
        {
            await tenant.AsPersonAsync("POST", $"{site}/lists/{parent}/items", $$$"""{"fields":{"Title":"parent {{{number}}}"}}""");
            tenant.Host.EnsurePerson("/sites/Team", $"Person {number}", $"person{number}@contoso.example");
        }

        var columns = string.Join(',', Kinds.Select(kind => $$"""{"name":"{{kind.Name}}",{{kind.Facet.Replace("{parent}", parent, StringComparison.Ordinal)}}}"""));
        var made = await tenant.AsPersonAsync("POST", $"{site}/lists", $$"""{"displayName":"all","columns":[{{columns}},{"name":"OrleansSyncKey","text":{},"hidden":true,"indexed":true,"enforceUniqueValues":true}]}""");
        return new(tenant, new ListBinding
        {
            SiteId = tenant.SiteId,
            ListGuid = made.GetProperty("id").GetGuid(),
            Fields = [.. Kinds.Select(kind => new BoundField(kind.Name, new ColumnPair(PostgresType.Of(kind.Type), new ListColumn(kind.Name, kind.Kind), KindOf(kind.Name, kind.Kind))))],
            Columns = new MappedColumns(Kinds.Select(kind => kind.Name), [], []),
            Rules = new ListRules(TimeZoneInfo.FindSystemTimeZoneById(zone)),
        });
    }

    /// <summary>The pair of a column.</summary>
    public ColumnPair Pair(string name) => Binding.Fields.Single(field => field.Name == name).Pair;

    /// <summary>Creates an item of a canonical row; the outcome.</summary>
    public async Task<ListOutcome> CreateAsync(Row row) =>
        (await Writer.ApplyAsync(Definition, List, [new ListWrite.Create(TestRows.SyncKeyOf(++keys), row)], default)).Single();

    /// <summary>Writes fields of an item; the outcome.</summary>
    public async Task<ListOutcome> UpdateAsync(int item, ETag? eTag, Row row) =>
        (await Writer.ApplyAsync(Definition, List, [new ListWrite.Update(TestRows.SyncKeyOf(1), item, eTag, row, null)], default)).Single();

    /// <summary>Writes many rows; the outcomes.</summary>
    public async Task<IReadOnlyList<ListOutcome>> CreateAsync(IEnumerable<Row> rows) =>
        await Writer.ApplyAsync(Definition, List, [.. rows.Select(row => new ListWrite.Create(TestRows.SyncKeyOf(++keys), row))], default);

    /// <summary>The item as a reader sees it.</summary>
    public async Task<ItemView> ReadAsync(int item) => (await Reader.FindItemsAsync(Definition, List, [item], default)).Single();

    /// <summary>Every item as an enumeration sees it.</summary>
    public async Task<Dictionary<int, ItemView>> ReadAllAsync()
    {
        var page = await Reader.ReadDeltaAsync(Definition, List, null, default);
        Assert.True(page.IsEnd);
        return page.Changes.ToDictionary(view => view switch { ItemView.Seen seen => seen.Change.Item.Item, ItemView.Unusable unusable => unusable.Change.Item.Item, _ => 0 });
    }

    /// <summary>The fields as the service stores them.</summary>
    public Task<JsonElement> FieldsAsync(int item) => Tenant.AsPersonAsync("GET", $"sites/{Tenant.SiteId}/lists/{Binding.ListGuid}/items/{item}/fields");

    /// <summary>Somebody writes fields.</summary>
    public Task EditAsync(int item, string fields) => Tenant.AsPersonAsync("PATCH", $"sites/{Tenant.SiteId}/lists/{Binding.ListGuid}/items/{item}/fields", fields);

    public ValueTask DisposeAsync() => Tenant.DisposeAsync();

    private static ValueKind KindOf(string name, ListColumnKind kind) => name == "json" ? ValueKind.Json : new ListColumn(name, kind).NaturalKind!.Value; // All of these have one.
}
