using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>A table of 3,000 orders, a tenant, and servers on one metastore that push the one into the other, 100 rows a turn.</summary>
internal sealed class ShopServers : IAsyncDisposable
{
    private const int Rows = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-cluster-").FullName;
    private readonly string secretsKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly TestDatabase metastore;
    private readonly TestDatabase shop;
    private readonly EmulatorHost tenant;
    private readonly List<ServerProcess> servers = [];
    private readonly List<int> ports = [];
    private readonly List<GrpcChannel> channels = [];

    private ShopServers(TestDatabase metastore, TestDatabase shop, EmulatorHost tenant) => (this.metastore, this.shop, this.tenant) = (metastore, shop, tenant);

    public static async Task<ShopServers> CreateAsync()
    {
        var options = new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true };
        var made = new ShopServers(await TestDatabase.CreateAsync(), await TestDatabase.CreateAsync(), await EmulatorHost.StartAsync(options, TimeProvider.System, CancellationToken.None));
        await made.ExecuteAsync($"""
            create table orders (id bigint primary key, title varchar(80) not null, changed_at timestamptz not null default clock_timestamp());
            insert into orders select n, 'Order ' || n, timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, {Rows}) n
            """);
        return made;
    }

    public async ValueTask DisposeAsync()
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

    /// <summary>Starts one more server as an operator does: one metastore and one key of secrets for all, a data folder and a port for each.</summary>
    public Task<CallInvoker> StartAsync()
    {
        ports.Add(FreePort.Find());
        return StartAsync(ports.Count - 1);
    }

    /// <summary>Starts one that died again, in its place.</summary>
    public async Task<CallInvoker> StartAsync(int number)
    {
        var server = await ServerProcess.StartAsync(
            ServerProcess.FindProgram(),
            [
                "--Metastore:ConnectionString", metastore.ConnectionString, "--Server:DataDirectory", Path.Combine(folder, $"{number}"), "--Server:Listen", "http://127.0.0.1:0",
                "--Silo:Port", $"{ports[number]}", "--Secrets:Key", secretsKey, "--Tables:Overlap", "00:00:00", "--Runs:RowsPerTurn", "100", "--Runs:InFlightMax", "00:00:10",
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

    /// <summary>Declares both sides and the push of orders through one of the servers.</summary>
    public async Task<(DeclaredShop Shop, V1.SyncDefinition Orders)> DeclareAsync(CallInvoker calls)
    {
        var declared = new DeclaredShop(calls);
        await declared.DeclareDatabaseAsync(shop.ConnectionString);
        var site = await declared.DeclareSiteAsync(new V1.SharePointConnection
        {
            Name = "Contoso",
            TenantId = tenant.Options.Tenant,
            ClientId = tenant.Options.ClientId,
            Secret = tenant.Options.ClientSecret,
            Endpoint = tenant.Address.AbsoluteUri.TrimEnd('/'),
            UnitsPerMinute = 1_000_000,
        });
        return (declared, await declared.DefineAsync(site, "orders"));
    }

    /// <summary>One batch of the fourth turn is never answered, and what it asks for is not done while anybody here looks.</summary>
    public void HangInTheFourthTurn() => tenant.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(5), Operation = OperationKind.ItemCreate, Skip = 330 });

    /// <summary>Waits until that batch has arrived.</summary>
    public async Task WaitForTheHangAsync(DeclaredShop watcher, string runId)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (tenant.Faults.Read().Count > 0)
        {
            await watcher.GetAsync(runId, patience.Token);
        }
    }

    /// <summary>The number of the server that said last that it holds the run.</summary>
    public int FindHolder(string runId) => servers.FindIndex(server => server.Output.Contains($"run {runId} is held here", StringComparison.Ordinal));

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(int number) => servers[number].KillAsync(CancellationToken.None);

    /// <summary>Changes the table.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = shop.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The run has ended well, nothing of it waits or is set aside, and the list has every row once.</summary>
    public async Task AssertCompleteAsync(V1.SyncRun ended, V1.SyncDefinition definition)
    {
        Assert.Equal((V1.SyncRunState.Succeeded, "", true, 0L), (ended.State, ended.Problem, ended.Counters.Balances, ended.Counters.Parked));
        Assert.Equal(Enumerable.Range(1, Rows).Select(number => $"Order {number}").Order(StringComparer.Ordinal), (await ReadTitlesAsync(definition)).Order(StringComparer.Ordinal));
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
