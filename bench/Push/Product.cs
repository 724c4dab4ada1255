using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Npgsql;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.Bench.Push;

/// <summary>The server as a process of its own, with what a push needs declared through its API.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-bench-").FullName;
    private readonly Dictionary<Uri, V1.SharePointSite> sites = [];
    private TestDatabase metastore = null!;
    private ServerProcess server = null!;
    private GrpcChannel channel = null!;
    private CallInvoker calls = null!;
    private V1.Database database = null!;

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
        product.calls = product.channel.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + key);
            return headers;
        });
        await product.DeclareDatabaseAsync();
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
            sites[tenant.Address] = site = await DeclareSiteAsync(tenant, unitsPerMinute);
        }

        var list = await new V1.SharePointLists.SharePointListsClient(calls).ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = site.Id,
            DisplayName = table,
            DatabaseId = database.Id,
            Table = new V1.TableReference { Schema = "public", Table = table },
            ColumnChoices = { new V1.ColumnChoice { Column = "changed_at", IsSkipped = true }, new V1.ColumnChoice { Column = "id", IsSkipped = true } },
        });
        var definition = await new V1.SyncDefinitions.SyncDefinitionsClient(calls).CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition
            {
                Name = table,
                Direction = V1.SyncDirection.Push,
                DatabaseId = database.Id,
                Table = new V1.TableReference { Schema = "public", Table = table },
                List = new V1.ListReference { SharepointListId = list.SharepointList.Id },
                Cursor = new V1.SyncCursor { Column = "changed_at" },
                FieldMappings = { list.FieldMappings },
            },
        });
        return definition.Id;
    }

    /// <summary>Runs a definition to its end.</summary>
    public async Task<V1.SyncRun> RunAsync(string definition, bool compareAll = false)
    {
        var client = new V1.SyncRuns.SyncRunsClient(calls);
        var last = await client.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition, CompareAll = compareAll });
        using var watch = client.WatchSyncRun(new V1.WatchSyncRunRequest { Id = last.Id });
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            last = watch.ResponseStream.Current;
        }

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

    private async Task DeclareDatabaseAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(Shop.ConnectionString);
        var application = await new V1.Applications.ApplicationsClient(calls).CreateApplicationAsync(new V1.CreateApplicationRequest { Application = new V1.Application { Name = "Bench" } });
        database = await new V1.Databases.DatabasesClient(calls).CreateDatabaseAsync(
            new V1.CreateDatabaseRequest { Database = new V1.Database { ApplicationId = application.Id, Name = "Bench", Environment = V1.DatabaseEnvironment.Production, DatabaseName = address.Database } });
        await new V1.DatabaseInstances.DatabaseInstancesClient(calls).CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest
        {
            DatabaseInstance = new V1.DatabaseInstance { DatabaseId = database.Id, Name = "primary", Host = address.Host, Port = address.Port, User = address.Username, Password = address.Password ?? "", Role = V1.InstanceRole.Primary },
        });
    }

    private async Task<V1.SharePointSite> DeclareSiteAsync(Tenant tenant, int unitsPerMinute)
    {
        var connection = await new V1.SharePointConnections.SharePointConnectionsClient(calls).CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest
        {
            SharepointConnection = new V1.SharePointConnection
            {
                Name = $"Tenant {sites.Count}",
                TenantId = tenant.Id,
                ClientId = tenant.ClientId,
                CredentialKind = V1.CredentialKind.ClientSecret,
                Secret = tenant.ClientSecret,
                Hostname = "contoso.sharepoint.com",
                Endpoint = tenant.Address.AbsoluteUri.TrimEnd('/'),
                UnitsPerMinute = unitsPerMinute,
            },
        });
        return await new V1.SharePointSites.SharePointSitesClient(calls).CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest
        {
            SharepointSite = new V1.SharePointSite { ConnectionId = connection.Id, SiteUrl = "https://contoso.sharepoint.com/sites/Team", TimeZone = "Europe/Berlin" },
        });
    }
}
