using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.SharePoint.Items;
using OrleansSync.Testing.Budgets;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>A list of the emulator in the shape of the contracts, read and written by the product.</summary>
internal sealed class EmulatedList : IListFixture
{
    private const string MarkColumn = "OrleansSyncDeleted";

    private const string Columns = """
        [{"name":"amount","number":{}},{"name":"name","text":{}},{"name":"code","text":{}},{"name":"note","text":{"allowMultipleLines":true}},
         {"name":"OrleansSyncKey","text":{},"hidden":true,"indexed":true,"enforceUniqueValues":true},{"name":"OrleansSyncDeleted","boolean":{}}]
        """;

    private readonly InMemoryBudget writes;

    private EmulatedList(EmulatedTenant tenant, ListBinding binding)
    {
        (Tenant, Bindings) = (tenant, new FixedBindings(binding));
        writes = new InMemoryBudget(1_000_000, tenant.Clock);
        Reader = new GraphListReader(tenant.Client(), new BoundLists(Bindings), NullLogger<GraphListReader>.Instance);
        Writer = new GraphListWriter(tenant.Client(writes), new BoundLists(Bindings));
    }

    public EmulatedTenant Tenant { get; }

    public FixedBindings Bindings { get; }

    public SyncDefinition Definition => TestRows.Definition;

    public ListId List { get; } = new(7);

    public IListReader Reader { get; }

    public IListWriter Writer { get; }

    /// <summary>The list's path after the version.</summary>
    public string Path => new BoundList(List, Bindings.Binding).Path;

    public static async Task<EmulatedList> OpenAsync(Action<EmulatorOptions>? configure = null)
    {
        var tenant = await EmulatedTenant.StartAsync(configure);
        var made = await tenant.AsPersonAsync("POST", $"sites/{tenant.SiteId}/lists", $$"""{"displayName":"contract","columns":{{Columns}}}""");
        return new(tenant, new ListBinding
        {
            SiteId = tenant.SiteId,
            ListGuid = made.GetProperty("id").GetGuid(),
            Columns = TestRows.Columns,
            Fields = [Field("amount", 1700, ListColumnKind.Number), Field("name", 25, ListColumnKind.Text), Field("code", 25, ListColumnKind.Text), Field("note", 25, ListColumnKind.Note)],
            Rules = new ListRules(TimeZoneInfo.Utc),
            MarkColumn = MarkColumn,
        });
    }

    public async Task<ItemAddress> AddAsync(Row fields, SyncKey? key = null)
    {
        var made = await Tenant.AsPersonAsync("POST", $"{Path}/items", $$"""{"fields":{{Json(fields, key)}}}""");
        return new(List, int.Parse(made.GetProperty("id").GetString()!, CultureInfo.InvariantCulture)); // An item has an id.
    }

    public Task EditAsync(int item, Row fields) => Tenant.AsPersonAsync("PATCH", $"{Path}/items/{item}/fields", Json(fields, null));

    public Task DeleteAsync(int item) => Tenant.AsPersonAsync("DELETE", $"{Path}/items/{item}");

    public Task RestoreAsync(int item) => Tenant.ControlAsync("POST", $"{Path}/recyclebin/{item}/restore");

    public async Task<Row?> FindAsync(int item)
    {
        var view = (await Reader.FindItemsAsync(Definition, List, [item], default)).Single();
        return Assert.IsType<ItemView.Seen>(view).Change.Row;
    }

    public async Task<bool> IsMarkedAsync(int item)
    {
        var fields = await Tenant.AsPersonAsync("GET", $"{Path}/items/{item}/fields");
        return fields.TryGetProperty(MarkColumn, out var mark) && mark.GetBoolean();
    }

    public Task ForgetLinksAsync()
    {
        Tenant.Host.Faults.ExpireDeltaTokens();
        return Task.CompletedTask;
    }

    public Task LoseNextReplyAsync()
    {
        Tenant.Host.Faults.Add(new FaultRule { Kind = FaultKind.LostReply, Operation = OperationKind.ItemCreate });
        return Task.CompletedTask;
    }

    public Task SpendBudgetAsync() => writes.CloseUntilAsync(Tenant.Clock.GetUtcNow() + TimeSpan.FromMinutes(5), default);

    public ValueTask DisposeAsync() => Tenant.DisposeAsync();

    public static BoundField Field(string name, uint type, ListColumnKind kind, string? column = null)
    {
        var listColumn = new ListColumn(column ?? name, kind);
        return new(name, new ColumnPair(PostgresType.Of(type), listColumn, listColumn.NaturalKind!.Value)); // Kinds without values are not bound.
    }

    // A person's page writes the same JSON as the client does.
    private string Json(Row fields, SyncKey? key)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            for (var index = 0; index < fields.Names.Length; index++)
            {
                var field = Bindings.Binding.Fields.Single(field => field.Name == fields.Names[index]);
                Assert.True(GraphJsonWriter.TryWrite(json, field.Pair.Column, fields.Values[index], Bindings.Binding.Rules, out _));
            }

            if (key is { } known)
            {
                json.WriteString(SyncKey.ColumnName, known.ToString());
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
