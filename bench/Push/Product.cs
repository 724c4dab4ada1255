using System.Diagnostics;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.EndToEnd.Cluster;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.Bench.Push;

/// <summary>The server as a process of its own, with what a push needs declared through its API.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-bench-").FullName;
    private readonly Dictionary<Uri, string> sites = [];
    private TestDatabase metastore = null!;
    private ServerProcess server = null!;
    private GrpcChannel channel = null!;
    private DeclaredShop shop = null!;

    /// <summary>The users' database.</summary>
    public TestDatabase Shop { get; private set; } = null!;

    public static async Task<Product> StartAsync()
    {
        var product = new Product { metastore = await TestDatabase.CreateAsync(), Shop = await TestDatabase.CreateAsync() };
        product.server = await ServerProcess.StartAsync(
            ServerProcess.FindProgram(),
            [
                "--Metastore:ConnectionString", product.metastore.ConnectionString, "--Server:DataDirectory", product.folder, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{FreePort.Find()}",
                "--Tables:Overlap", "00:00:00",
            ],
            CancellationToken.None);
        product.channel = GrpcChannel.ForAddress(product.server.Address);
        var key = (await File.ReadAllTextAsync(Path.Combine(product.folder, "admin.key"))).Trim();
        product.shop = new DeclaredShop(product.channel.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + key);
            return headers;
        }));
        await product.shop.DeclareDatabaseAsync(product.Shop.ConnectionString);
        return product;
    }

    /// <summary>Processor time of the server so far.</summary>
    public TimeSpan Cpu => Look().TotalProcessorTime;

    /// <summary>The most memory that the server has had, in bytes.</summary>
    public long MemoryPeak => Look().PeakWorkingSet64;

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Shop.DataSource.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Transactions that wrote, of the whole server of databases.</summary>
    public async Task<long> ReadTransactionsAsync()
    {
        await using var command = Shop.DataSource.CreateCommand("select pg_current_xact_id()::text::bigint");
        return (long)(await command.ExecuteScalarAsync())!; // It always has one.
    }

    /// <summary>Bytes of a table as COPY gives them.</summary>
    public async Task<long> CopyAsync(string table)
    {
        await using var connection = await Shop.DataSource.OpenConnectionAsync();
        await using var stream = await connection.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
        var buffer = new byte[64 * 1024];
        long all = 0;
        for (int read; (read = await stream.ReadAsync(buffer, CancellationToken.None)) > 0;)
        {
            all += read;
        }

        return all;
    }

    /// <summary>A list for a table, and a definition that pushes it there.</summary>
    public async Task<string> DefineAsync(Tenant tenant, string table, int unitsPerMinute)
    {
        if (!sites.TryGetValue(tenant.Address, out var site))
        {
            sites[tenant.Address] = site = await shop.DeclareSiteAsync(new V1.SharePointConnection
            {
                Name = $"Tenant {sites.Count}",
                TenantId = tenant.Id,
                ClientId = tenant.ClientId,
                Secret = tenant.ClientSecret,
                Endpoint = tenant.Address.AbsoluteUri.TrimEnd('/'),
                UnitsPerMinute = unitsPerMinute,
            });
        }

        return (await shop.DefineAsync(site, table, "id")).Id;
    }

    /// <summary>Runs a definition to its end.</summary>
    public async Task<V1.SyncRun> RunAsync(string definition, bool compareAll = false)
    {
        var last = await shop.WatchAsync((await shop.StartAsync(definition, compareAll)).Id);
        return last.State is V1.SyncRunState.Succeeded && last.Counters.Parked == 0 ? last : throw new InvalidOperationException($"The run ended as {last.State}: {last.Problem} {last.Counters}\n{server.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
        await metastore.DisposeAsync();
        await Shop.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Process Look() => Process.GetProcessById(server.ProcessId);
}
