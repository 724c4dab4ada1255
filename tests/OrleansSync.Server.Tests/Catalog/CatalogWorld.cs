using Npgsql;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Catalog;

/// <summary>A server, a database of somebody's and a tenant in the emulator, and everything declared that a definition needs.</summary>
internal sealed class CatalogWorld : IAsyncDisposable
{
    public const string Secret = "a secret that nobody may see 7Qx";

    private readonly TestDatabase database;

    private CatalogWorld(TestServer server, EmulatorHost tenant, TestDatabase database) => (Server, Tenant, this.database) = (server, tenant, database);

    public TestServer Server { get; }

    public EmulatorHost Tenant { get; }

    public V1.Application Application { get; private set; } = null!; // All set when it is opened.

    public V1.Database Database { get; private set; } = null!;

    public V1.DatabaseInstance Instance { get; private set; } = null!;

    public V1.SharePointConnection Connection { get; private set; } = null!;

    public V1.SharePointSite Site { get; private set; } = null!;

    public V1.Applications.ApplicationsClient Applications => new(Server.Admin);

    public V1.Databases.DatabasesClient Databases => new(Server.Admin);

    public V1.DatabaseInstances.DatabaseInstancesClient Instances => new(Server.Admin);

    public V1.SharePointConnections.SharePointConnectionsClient Connections => new(Server.Admin);

    public V1.Secrets.SecretsClient Secrets => new(Server.Admin);

    public V1.SharePointSites.SharePointSitesClient Sites => new(Server.Admin);

    public V1.SharePointLists.SharePointListsClient Lists => new(Server.Admin);

    public static async Task<CatalogWorld> OpenAsync(params string[] settings)
    {
        var shared = await PostgresServer.GetSharedAsync(CancellationToken.None);
        var tenant = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true, ClientSecret = Secret }, TimeProvider.System, CancellationToken.None);
        var world = new CatalogWorld(await TestServer.StartAsync(settings), tenant, await shared.CreateDatabaseAsync());
        await world.DeclareAsync();
        return world;
    }

    /// <summary>Runs SQL in somebody's database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many resources, definitions and secrets there are.</summary>
    public async Task<long> CountAsync()
    {
        await using var command = Server.Database.DataSource.CreateCommand(
            "select (select count(*) from orleanssync.resources) + (select count(*) from orleanssync.sync_definitions) + (select count(*) from orleanssync.secrets)");
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    /// <summary>An instance on the test's PostgreSQL, not yet declared.</summary>
    public V1.DatabaseInstance NewInstance(string name)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return new()
        {
            DatabaseId = Database.Id,
            Name = name,
            Host = address.Host,
            Port = address.Port,
            User = address.Username,
            Password = address.Password ?? "",
            Role = V1.InstanceRole.Primary,
        };
    }

    /// <summary>A connection to the emulator, not yet declared.</summary>
    public V1.SharePointConnection NewConnection(string name) => new()
    {
        Name = name,
        TenantId = Tenant.Options.Tenant,
        ClientId = Tenant.Options.ClientId,
        CredentialKind = V1.CredentialKind.ClientSecret,
        Secret = Tenant.Options.ClientSecret,
        Hostname = "contoso.sharepoint.com",
        Endpoint = Tenant.Address.AbsoluteUri.TrimEnd('/'),
    };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Tenant.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task DeclareAsync()
    {
        Application = await Applications.CreateApplicationAsync(new V1.CreateApplicationRequest { Application = new V1.Application { Name = "Shop" } });
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        Database = await Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest
        {
            Database = new V1.Database { ApplicationId = Application.Id, Name = "Orders", Environment = V1.DatabaseEnvironment.Production, DatabaseName = address.Database },
        });
        Instance = await Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = NewInstance("primary") });
        Connection = await Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = NewConnection("Contoso") });
        Site = await Sites.CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest
        {
            SharepointSite = new V1.SharePointSite { ConnectionId = Connection.Id, SiteUrl = "https://contoso.sharepoint.com/sites/Team", TimeZone = "Europe/Berlin" },
        });
    }
}
