using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Hosting;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.Server.Tests;

/// <summary>The whole server in this process, on a database and a folder of its own, listening on a free port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly GrpcChannel channel;
    private readonly string folder;
    private readonly TestDatabase? database;

    private TestServer(WebApplication app, string folder, TestDatabase? database, LogLines logs, string adminKey)
    {
        (this.app, this.folder, this.database, Logs, AdminKey) = (app, folder, database, logs, adminKey);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions
        {
            MaxSendMessageSize = null,
            HttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => (ServerCertificateThumbprint = certificate?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)) is not null } },
            DisposeHttpClient = true,
        });
    }

    public Uri Address { get; }

    public string AdminKey { get; }

    public LogLines Logs { get; }

    /// <summary>The metastore; of a server that has one of its own.</summary>
    public TestDatabase Database => database!; // Asked for by tests that started it so.

    public string? ServerCertificateThumbprint { get; private set; }

    public IServiceProvider Services => app.Services;

    /// <summary>Calls without a key.</summary>
    public CallInvoker Anonymous => channel.CreateCallInvoker();

    /// <summary>Calls with the admin key.</summary>
    public CallInvoker Admin => With(AdminKey);

    public V1.SyncDefinitions.SyncDefinitionsClient Definitions => new(Admin);

    public V1.ApiKeys.ApiKeysClient Keys => new(Admin);

    public static async Task<TestServer> StartAsync(params string[] settings)
    {
        var shared = await PostgresServer.GetSharedAsync(CancellationToken.None);
        var database = await shared.CreateDatabaseAsync();
        return await StartOnAsync(database.ConnectionString, database, settings);
    }

    public static async Task<TestServer> StartOnAsync(string connectionString, TestDatabase? owned, params string[] settings)
    {
        var folder = Path.Combine(Path.GetTempPath(), "orleanssync-test-" + Path.GetRandomFileName());
        var logs = new LogLines();
        string[] defaults =
        [
            "--Metastore:ConnectionString", connectionString, "--Server:DataDirectory", folder, "--Silo:Port", $"{FreePort.Find()}",
            "--Server:Listen", "http://127.0.0.1:0",
            // The stand-in ends activations between calls, so that nothing may live in a grain's memory alone; the real silo does not know it.
            "--Standins:Orleans:DeactivateBetweenCalls", "0.2",
        ];
        var app = ServerApplication.Build([.. defaults, .. settings], builder => builder.Logging.ClearProviders().AddProvider(logs));
        await ServerApplication.StartAsync(app, CancellationToken.None);
        var keyFile = Path.Combine(folder, FirstAdminKey.FileName);
        return new TestServer(app, folder, owned, logs, File.Exists(keyFile) ? (await File.ReadAllTextAsync(keyFile)).Trim() : "");
    }

    /// <summary>Calls with this key.</summary>
    public CallInvoker With(string key) => channel.Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + key);
        return headers;
    });

    /// <summary>A new key of the role.</summary>
    public async Task<string> CreateKeyAsync(V1.ApiKeyRole role) =>
        (await Keys.CreateApiKeyAsync(new V1.CreateApiKeyRequest { ApiKey = new V1.ApiKey { Name = $"{role} {Path.GetRandomFileName()}", Role = role } })).Key;

    public string PathOf(string fileName) => Path.Combine(folder, fileName);

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }
}
