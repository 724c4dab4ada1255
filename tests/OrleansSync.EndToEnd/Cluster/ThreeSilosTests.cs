using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>Three servers on one metastore; whichever dies, and whichever held the run, every row arrives once.</summary>
public sealed class ThreeSilosTests : IAsyncLifetime
{
    private const int Rows = 3_000;
    private const int Silos = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-cluster-").FullName;
    private readonly string secretsKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly List<ServerProcess> servers = [];
    private readonly List<GrpcChannel> channels = [];
    private TestDatabase metastore = null!; // Set before each test.
    private TestDatabase shop = null!;
    private EmulatorHost tenant = null!;

    public async Task InitializeAsync()
    {
        metastore = await TestDatabase.CreateAsync();
        shop = await TestDatabase.CreateAsync();
        tenant = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true }, TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await tenant.DisposeAsync();
        await metastore.DisposeAsync();
        await shop.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [ClusterTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SigKill_OfOneOfThreeWhileARunIsUnderWay_TheOthersFinishItAndEveryRowIsThereOnce(int victim)
    {
        var calls = new List<CallInvoker>();
        for (var number = 0; number < Silos; number++)
        {
            calls.Add(await StartAsync(number));
        }

        await FillAsync();
        var first = new DeclaredShop(calls[0]);
        await first.DeclareDatabaseAsync(shop.ConnectionString);
        var site = await first.DeclareSiteAsync(new V1.SharePointConnection
        {
            Name = "Contoso",
            TenantId = tenant.Options.Tenant,
            ClientId = tenant.Options.ClientId,
            Secret = tenant.Options.ClientSecret,
            Endpoint = tenant.Address.AbsoluteUri.TrimEnd('/'),
            UnitsPerMinute = 1_000_000,
        });
        var definition = await first.DefineAsync(site, "orders");
        var survivor = first.Over(calls[(victim + 1) % Silos]);

        var run = await first.StartAsync(definition.Id);
        await survivor.WatchAsync(run.Id, seen => seen.Counters is { Written: > 0 });
        await servers[victim].KillAsync(CancellationToken.None);
        var ended = await survivor.WatchAsync(run.Id);

        Assert.Equal((V1.SyncRunState.Succeeded, "", true), (ended.State, ended.Problem, ended.Counters.Balances));
        Assert.Equal(Enumerable.Range(1, Rows).Select(number => $"Order {number}").Order(StringComparer.Ordinal), (await ReadTitlesAsync(definition)).Order(StringComparer.Ordinal));

        // The cluster goes on with what is left of it.
        await ExecuteAsync("update orders set title = 'Changed', changed_at = clock_timestamp() where id = 7");
        var next = await survivor.WatchAsync((await survivor.StartAsync(definition.Id)).Id);
        Assert.Equal((V1.SyncRunState.Succeeded, 1L), (next.State, next.Counters.Written));
    }

    private async Task<CallInvoker> StartAsync(int number)
    {
        // What an operator does: one metastore, one key of secrets, and a data folder for each.
        var data = Path.Combine(folder, $"{number}");
        var server = await ServerProcess.StartAsync(
            ServerProcess.FindProgram(),
            [
                "--Metastore:ConnectionString", metastore.ConnectionString, "--Server:DataDirectory", data, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{FreePort.Find()}",
                "--Secrets:Key", secretsKey, "--Tables:Overlap", "00:00:00", "--Runs:RowsPerTurn", "100",
            ],
            CancellationToken.None);
        servers.Add(server);
        var channel = GrpcChannel.ForAddress(server.Address);
        channels.Add(channel);
        var key = (await File.ReadAllTextAsync(Path.Combine(folder, "0", "admin.key"))).Trim();
        return channel.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + key);
            return headers;
        });
    }

    private async Task FillAsync() => await ExecuteAsync($"""
        create table orders (id bigint primary key, title varchar(80) not null, changed_at timestamptz not null default clock_timestamp());
        insert into orders select n, 'Order ' || n, timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, {Rows}) n
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = shop.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // As a person sees the list, without the product.
    private async Task<List<string>> ReadTitlesAsync(V1.SyncDefinition definition)
    {
        var titles = new List<string>();
        var field = definition.FieldMappings.Single(mapping => mapping.Column == "title").Field;
        using var http = new HttpClient();
        var site = new Uri(tenant.Address, $"_emulator/graph/v1.0/sites/{tenant.GetSiteId("/sites/Team")}/");
        using var lists = JsonDocument.Parse(await http.GetStringAsync(new Uri(site, "lists")));
        var list = lists.RootElement.GetProperty("value").EnumerateArray().Single(one => one.GetProperty("displayName").GetString() == "orders").GetProperty("id").GetString();
        for (var next = new Uri(site, $"lists/{list}/items?$expand=fields&$top=1000").AbsoluteUri; next is not null;)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(next));
            titles.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(item => item.GetProperty("fields").GetProperty(field).GetString() ?? ""));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return titles;
    }
}
