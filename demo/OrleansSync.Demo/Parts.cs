using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Npgsql;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.Demo;

/// <summary>The real parts: PostgreSQL with the metastore and a shop's database, an emulated tenant, and a server process that may be killed.</summary>
internal sealed class Parts : IAsyncDisposable
{
    private readonly string program;
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-demo-").FullName;
    private readonly PostgresServer postgres;
    private readonly TestDatabase metastore;
    private readonly int siloPort = FreePort.Find();
    private ServerProcess? server;
    private GrpcChannel? channel;

    private Parts(string program, PostgresServer postgres, TestDatabase metastore, TestDatabase shop, EmulatorHost tenant) =>
        (this.program, this.postgres, this.metastore, Shop, Tenant) = (program, postgres, metastore, shop, tenant);

    public EmulatorHost Tenant { get; }

    public string KeyFile => Path.Combine(folder, "admin.key");

    public string ServerOutput => server?.Output ?? "";

    public string ServerAddress => server?.Address.ToString() ?? "";

    /// <summary>Calls without a key.</summary>
    public CallInvoker Anonymous => channel!.CreateCallInvoker(); // Asked for once the server has started.

    /// <summary>Calls with the first admin key.</summary>
    public CallInvoker Admin => channel!.Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + File.ReadAllText(KeyFile).Trim());
        return headers;
    });

    private TestDatabase Shop { get; }

    /// <summary>Where the shop's database is.</summary>
    public NpgsqlConnectionStringBuilder ShopAddress => new(Shop.ConnectionString);

    public static async Task<Parts> StartAsync(string? program, CancellationToken cancellationToken)
    {
        Screen.Line("Starting PostgreSQL and the emulated tenant ...");
        var postgres = await PostgresServer.GetSharedAsync(cancellationToken);
        var tenant = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true }, TimeProvider.System, cancellationToken);
        return new Parts(
            program ?? ServerProcess.FindProgram(), postgres, await postgres.CreateDatabaseAsync(cancellationToken: cancellationToken), await postgres.CreateDatabaseAsync(cancellationToken: cancellationToken), tenant);
    }

    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        channel?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        string[] settings =
        [
            "--Metastore:ConnectionString", metastore.ConnectionString, "--Server:DataDirectory", folder, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{siloPort}",
            "--Runs:RowsPerTurn", "500", "--Runs:WakeEvery", "00:00:00.5", "--Tables:Overlap", "00:00:00",
        ];
        server = await ServerProcess.StartAsync(program, settings, cancellationToken);
        channel = GrpcChannel.ForAddress(server.Address);
    }

    public Task KillServerAsync(CancellationToken cancellationToken) => server!.KillAsync(cancellationToken); // It was started before.

    /// <summary>Runs SQL in the shop's database.</summary>
    /// <returns>The rows that it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Shop.DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads two columns of text from the shop's database.</summary>
    public async Task<Dictionary<string, string>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = Shop.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0), reader.GetString(1));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await Tenant.DisposeAsync();
        await metastore.DisposeAsync();
        await Shop.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
