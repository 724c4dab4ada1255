using System.Security;
using Npgsql;
using OrleansSync.Emulator.Hosting;
using OrleansSync.PowerShell.Applications;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Instances;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Sessions;
using OrleansSync.PowerShell.Sites;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.PowerShell.Tests.Running;

/// <summary>A server process, a shop's database and an emulated tenant; everything is declared by cmdlets.</summary>
public sealed class LiveWorld : IAsyncLifetime
{
    public const string SiteUrl = "https://contoso.sharepoint.com/sites/Team";
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-ps-").FullName;
    private PostgresServer? postgres;
    private TestDatabase? metastore;
    private TestDatabase? shop;
    private ServerProcess? server;

    internal OSyncSession Session { get; private set; } = null!; // All set when it starts.

    internal EmulatorHost Tenant { get; private set; } = null!;

    internal Uri Address => server!.Address;

    internal string KeyFile => Path.Combine(folder, "admin.key");

    internal SessionOpener Opener { get; } = new(new KeySource(_ => null, Path.GetTempPath()), TimeProvider.System, new RandomRequestIds());

    public async Task InitializeAsync()
    {
        if (new PostgresFactAttribute().Skip is not null)
        {
            return; // Its tests are skipped, with the reason.
        }

        postgres = await PostgresServer.GetSharedAsync(CancellationToken.None);
        metastore = await postgres.CreateDatabaseAsync();
        shop = await postgres.CreateDatabaseAsync();
        Tenant = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true }, TimeProvider.System, CancellationToken.None);
        string[] settings =
        [
            "--Metastore:ConnectionString", metastore.ConnectionString, "--Server:DataDirectory", folder, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{FreePort.Find()}",
            "--Runs:WakeEvery", "00:00:00.2", "--Tables:Overlap", "00:00:00",
        ];
        server = await ServerProcess.StartAsync(ServerProcess.FindProgram(), settings, CancellationToken.None);
        Session = await Opener.OpenAsync(new SessionRequest { Address = $"{server.Address}", KeyFile = KeyFile }, CancellationToken.None);
        await ExecuteAsync("create table orders (id int primary key, customer text not null, total numeric(12,2), country text, changed_at timestamptz not null default now())");
        Declare();
    }

    public async Task DisposeAsync()
    {
        if (postgres is null)
        {
            return;
        }

        Session.Dispose();
        await server!.DisposeAsync();
        await Tenant.DisposeAsync();
        await metastore!.DisposeAsync();
        await shop!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Does something with a world of its own, for what would disturb others.</summary>
    internal static async Task WithNewAsync(Func<LiveWorld, Task> work)
    {
        var world = new LiveWorld();
        await world.InitializeAsync();
        try
        {
            await work(world);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    /// <summary>What a script needs to find the parts.</summary>
    internal IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var address = new NpgsqlConnectionStringBuilder(shop!.ConnectionString); // Set when it starts.
            return new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ORLEANSSYNC_MODULE"] = Module.ModuleFolder.Path,
                ["ORLEANSSYNC_ADDRESS"] = $"{Address}",
                ["ORLEANSSYNC_KEY_FILE"] = KeyFile,
                ["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName,
                ["SHOP_HOST"] = address.Host ?? "",
                ["SHOP_PORT"] = $"{address.Port}",
                ["SHOP_USER"] = address.Username ?? "",
                ["SHOP_PASSWORD"] = address.Password ?? "",
                ["SHOP_DATABASE"] = address.Database ?? "",
                ["TENANT_ID"] = Tenant.Options.Tenant,
                ["TENANT_CLIENT"] = Tenant.Options.ClientId,
                ["TENANT_SECRET"] = Tenant.Options.ClientSecret,
                ["TENANT_ENDPOINT"] = Tenant.Address.AbsoluteUri.TrimEnd('/'),
            };
        }
    }

    /// <summary>Fills the table of orders with 60 rows.</summary>
    internal Task FillAsync() => ExecuteAsync("truncate orders; insert into orders select n, 'customer ' || n, n, 'DE' from generate_series(1, 60) n");

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = shop!.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Makes a list and a definition that pushes the table of orders to it.</summary>
    internal OSyncDefinition Define(string name, params OSyncColumnChoice[] choices)
    {
        var list = Cmdlets.Run<NewOSyncListCommand>(Session, new { Name = name, Site = SiteUrl, Database = "Orders", Table = "orders", SkipColumn = new[] { "changed_at" }, ColumnChoice = choices }).Single<OSyncProvisionedList>();
        return Cmdlets.Run<NewOSyncDefinitionCommand>(
            Session, new { Name = name, Direction = "Push", Database = "Orders", Table = "orders", List = list.ListId, FieldMapping = list.FieldMappings.Select(mapping => mapping with { ValuesFit = true }), CursorColumn = "changed_at" }).Single<OSyncDefinition>();
    }

    internal static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (var letter in text)
        {
            secret.AppendChar(letter);
        }

        return secret;
    }

    private void Declare()
    {
        var address = new NpgsqlConnectionStringBuilder(shop!.ConnectionString);
        Cmdlets.Run<NewOSyncApplicationCommand>(Session, new { Name = "Shop", Owner = "Ada" }).Single<OSyncApplication>();
        Cmdlets.Run<NewOSyncDatabaseCommand>(Session, new { Name = "Orders", Application = "Shop", Environment = "Production", DatabaseName = address.Database }).Single<OSyncDatabase>();
        Cmdlets.Run<NewOSyncInstanceCommand>(
            Session, new { Name = "primary", Database = "Orders", HostName = address.Host, address.Port, User = address.Username, Password = Secure(address.Password ?? ""), Role = "Primary" }).Single<OSyncInstance>();
        Cmdlets.Run<NewOSyncConnectionCommand>(
            Session,
            new
            {
                Name = "Contoso",
                TenantId = Tenant.Options.Tenant,
                Tenant.Options.ClientId,
                CredentialKind = "ClientSecret",
                Secret = Secure(Tenant.Options.ClientSecret),
                Hostname = "contoso.sharepoint.com",
                Endpoint = Tenant.Address.AbsoluteUri.TrimEnd('/'),
                UnitsPerMinute = 600_000,
            }).Single<OSyncConnection>();
        Cmdlets.Run<NewOSyncSiteCommand>(Session, new { SiteUrl, Connection = "Contoso", TimeZone = "Europe/Berlin" }).Single<OSyncSite>();
    }
}

[CollectionDefinition(Name)]
public sealed class LiveTests : ICollectionFixture<LiveWorld>
{
    public const string Name = "live server";
}
