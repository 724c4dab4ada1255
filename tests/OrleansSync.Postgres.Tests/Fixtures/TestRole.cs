using Npgsql;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Fixtures;

/// <summary>A role that may connect and nothing else; dropped with what it owns when it is disposed of.</summary>
internal sealed class TestRole : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private TestRole(TestDatabase database, string name, string connectionString)
    {
        _database = database;
        Name = name;
        ConnectionString = connectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<TestRole> CreateAsync(TestDatabase database, string attributes = "")
    {
        const string Password = "t0p-s3cret";
        var name = $"{database.Name}_role";
        await ExecuteAsync(database, $"create role {name} login password '{Password}' {attributes}");
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = name, Password = Password, Pooling = false };
        return new TestRole(database, name, settings.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(_database, $"select pg_terminate_backend(pid, 5000) from pg_catalog.pg_stat_activity where usename = '{Name}'");
        await ExecuteAsync(_database, $"drop owned by {Name} cascade; drop role {Name}");
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
