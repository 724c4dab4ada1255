using Npgsql;

namespace OrleansSync.Testing.Postgres;

/// <summary>A database of one test; dropped, whoever is still connected, when it is disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal TestDatabase(PostgresServer server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>For the test's own statements; connects when it is first used.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>A new, empty database on the shared server.</summary>
    public static async Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) =>
        await (await PostgresServer.GetSharedAsync(cancellationToken)).CreateDatabaseAsync(cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        // Connections that were opened by connection string wait in a pool that would find its server's end closed.
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await _server.DropDatabaseAsync(Name, CancellationToken.None);
    }
}
