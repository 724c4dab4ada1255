using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd;

/// <summary>A database and a data folder, on which servers are started one after another as after a crash.</summary>
public sealed class ServerSetup : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly string folder;

    // A server that is started again takes the place of the one before: the same silo.
    private readonly int siloPort = FreePort.Find();

    private ServerSetup(TestDatabase database, string folder) => (this.database, this.folder) = (database, folder);

    public string ConnectionString => database.ConnectionString;

    public static async Task<ServerSetup> CreateAsync()
    {
        var postgres = await PostgresServer.GetSharedAsync(CancellationToken.None);
        return new ServerSetup(await postgres.CreateDatabaseAsync(), Path.Combine(Path.GetTempPath(), "orleanssync-e2e-" + Path.GetRandomFileName()));
    }

    public string[] Settings() =>
        ["--Metastore:ConnectionString", ConnectionString, "--Server:DataDirectory", folder, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{siloPort}"];

    public Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(ServerProcess.FindProgram(), Settings(), CancellationToken.None);

    /// <summary>The first admin key.</summary>
    public async Task<string> ReadKeyAsync() => (await File.ReadAllTextAsync(Path.Combine(folder, "admin.key"))).Trim();

    /// <summary>Calls the server with the first admin key. Dispose of the channel.</summary>
    public async Task<(GrpcChannel Channel, CallInvoker Caller)> ConnectAsync(ServerProcess server)
    {
        var key = await ReadKeyAsync();
        var channel = GrpcChannel.ForAddress(server.Address);
        return (channel, channel.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + key);
            return headers;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
