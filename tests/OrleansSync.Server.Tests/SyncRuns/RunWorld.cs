using System.Net.Http.Json;
using System.Text.Json;
using OrleansSync.Server.Tests.Catalog;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>A world in which definitions are declared and run through the public API.</summary>
internal sealed class RunWorld : IAsyncDisposable
{
    private readonly HttpClient person = new();

    private RunWorld(CatalogWorld catalog) => Catalog = catalog;

    public CatalogWorld Catalog { get; }

    public V1.SyncRuns.SyncRunsClient Runs => new(Catalog.Server.Admin);

    public V1.SyncDefinitions.SyncDefinitionsClient Definitions => Catalog.Server.Definitions;

    public static async Task<RunWorld> OpenAsync(string sql, params string[] settings)
    {
        var world = new RunWorld(await CatalogWorld.OpenAsync(["--Runs:RowsPerTurn", "100", "--Runs:WakeEvery", "00:00:00.2", "--Tables:Overlap", "00:00:00", .. settings]));
        await world.Catalog.ExecuteAsync(sql);
        return world;
    }

    public async Task<(V1.SharePointList List, IReadOnlyList<V1.FieldMapping> Mappings)> ProvisionAsync(string table, string? displayName = null)
    {
        var provisioned = await Catalog.Lists.ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = Catalog.Site.Id,
            DisplayName = displayName ?? table,
            DatabaseId = Catalog.Database.Id,
            Table = new V1.TableReference { Schema = "public", Table = table },
        });
        return (provisioned.SharepointList, provisioned.FieldMappings);
    }

    public V1.SyncDefinition NewDefinition(string table, V1.SharePointList list, IEnumerable<V1.FieldMapping> mappings) => new()
    {
        Name = table,
        Direction = V1.SyncDirection.Push,
        DatabaseId = Catalog.Database.Id,
        Table = new V1.TableReference { Schema = "public", Table = table },
        List = new V1.ListReference { SharepointListId = list.Id },
        Cursor = new V1.SyncCursor { Column = "changed_at" },
        FieldMappings = { mappings },
    };

    public async Task<V1.SyncDefinition> CreateAsync(V1.SyncDefinition definition) =>
        await Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = definition });

    /// <summary>A list made for the table, and the definition that fills it.</summary>
    public async Task<(V1.SyncDefinition Definition, V1.SharePointList List)> DeclareAsync(string table)
    {
        var (list, mappings) = await ProvisionAsync(table);
        return (await CreateAsync(NewDefinition(table, list, mappings.Where(mapping => mapping.Column != "changed_at"))), list);
    }

    public async Task<V1.SyncRun> RunAsync(V1.SyncDefinition definition, bool compareAll = false) =>
        await RunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, CompareAll = compareAll });

    public async Task<V1.SyncRun> RunAsync(V1.StartSyncRunRequest request) => await WatchAsync((await Runs.StartSyncRunAsync(request)).Id);

    /// <summary>The run once it has ended, or once it is as wanted.</summary>
    public async Task<V1.SyncRun> WatchAsync(string id, Func<V1.SyncRun, bool>? enough = null)
    {
        using var watch = Runs.WatchSyncRun(new V1.WatchSyncRunRequest { Id = id });
        V1.SyncRun? last = null;
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            last = watch.ResponseStream.Current;
            if (enough?.Invoke(last) == true)
            {
                break;
            }
        }

        return last!; // A watch begins with the run as it is.
    }

    public async Task<(List<V1.PreviewedRow> Rows, V1.PreviewSummary Summary)> PreviewAsync(V1.PreviewSyncRunRequest request)
    {
        using var call = Runs.PreviewSyncRun(request);
        var (rows, summary) = (new List<V1.PreviewedRow>(), (V1.PreviewSummary?)null);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.Null(summary);
            if (call.ResponseStream.Current.Row is { } row)
            {
                rows.Add(row);
            }

            summary = call.ResponseStream.Current.Summary;
        }

        return (rows, summary!); // The last message is the summary.
    }

    /// <summary>The fields of all items, as a person sees them.</summary>
    public async Task<List<JsonElement>> ReadItemsAsync(V1.SharePointList list) => [.. (await ReadAsync(list, item => item.GetProperty("fields"))).Values];

    /// <summary>Something of each item, by the item's id.</summary>
    public async Task<Dictionary<string, T>> ReadAsync<T>(V1.SharePointList list, Func<JsonElement, T> read)
    {
        var next = (string?)$"{AddressOf(list)}/items?$expand=fields&$top=1000";
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        while (next is not null)
        {
            using var page = JsonDocument.Parse(await person.GetStringAsync(next));
            foreach (var item in page.RootElement.GetProperty("value").EnumerateArray())
            {
                items.Add(item.GetProperty("id").GetString()!, read(item.Clone()));
            }

            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return items;
    }

    /// <summary>A person adds an item.</summary>
    public Task AddItemAsync(V1.SharePointList list, object fields) => SendAsync(HttpMethod.Post, $"{AddressOf(list)}/items", new { fields });

    /// <summary>A person edits an item.</summary>
    public Task EditItemAsync(V1.SharePointList list, string item, object fields) => SendAsync(HttpMethod.Patch, $"{AddressOf(list)}/items/{item}/fields", fields);

    /// <summary>A person adds a lookup that points to another list.</summary>
    public Task AddLookupAsync(V1.SharePointList list, string name, V1.SharePointList target) =>
        SendAsync(HttpMethod.Post, $"{AddressOf(list)}/columns", new { name, lookup = new { listId = target.ListGuid, columnName = "Title" } });

    /// <summary>A person adds a column of people.</summary>
    public Task AddPeopleAsync(V1.SharePointList list, string name, bool several) =>
        SendAsync(HttpMethod.Post, $"{AddressOf(list)}/columns", new { name, personOrGroup = new { allowMultipleSelection = several } });

    /// <summary>A person deletes the list, or something in it.</summary>
    public Task DeleteAsync(V1.SharePointList list, string part = "") => SendAsync(HttpMethod.Delete, AddressOf(list) + part, null);

    /// <summary>A number from the metastore.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = Catalog.Server.Database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        person.Dispose();
        await Catalog.DisposeAsync();
    }

    private string AddressOf(V1.SharePointList list) => new Uri(Catalog.Tenant.Address, $"_emulator/graph/v1.0/sites/{Catalog.Site.GraphId}/lists/{list.ListGuid}").AbsoluteUri;

    private async Task SendAsync(HttpMethod method, string address, object? content)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content is null ? null : JsonContent.Create(content) };
        using var response = await person.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
