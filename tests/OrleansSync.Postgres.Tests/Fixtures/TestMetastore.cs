using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Fixtures;

/// <summary>A database of the test's own with the metastore in it, and the parts of a server that use it.</summary>
internal sealed class TestMetastore : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private TestMetastore(TestDatabase database, MetastoreDatabase metastore)
    {
        _database = database;
        Metastore = metastore;
    }

    public MetastoreDatabase Metastore { get; }

    public string ConnectionString => _database.ConnectionString;

    /// <summary>For the test's own statements.</summary>
    public NpgsqlDataSource DataSource => _database.DataSource;

    /// <summary>On the shared server, with the schema migrated.</summary>
    public static async Task<TestMetastore> CreateAsync(Action<MetastoreOptions>? configure = null) =>
        await CreateAsync(await TestDatabase.CreateAsync(), configure);

    /// <summary>In this database, with the schema migrated.</summary>
    public static async Task<TestMetastore> CreateAsync(TestDatabase database, Action<MetastoreOptions>? configure = null)
    {
        var metastore = new TestMetastore(database, Connect(database.ConnectionString, configure));
        await CreateMigrator(metastore.Metastore).MigrateAsync(CancellationToken.None);
        return metastore;
    }

    /// <summary>As a server would, with short delays and, for a busy machine, a long total; who wants to see it fail shortens that.</summary>
    public static MetastoreDatabase Connect(string connectionString, Action<MetastoreOptions>? configure = null, TimeProvider? clock = null, ILoggerFactory? loggers = null) =>
        new(CreateOptions(connectionString, configure), clock ?? TimeProvider.System, new Jitter(seed: 1), loggers ?? NullLoggerFactory.Instance);

    public static MetastoreMigrator CreateMigrator(MetastoreDatabase metastore, ImmutableArray<Migration>? migrations = null, Action<MetastoreOptions>? configure = null) =>
        new(metastore, migrations ?? Migration.LoadEmbedded(), CreateOptions("Host=unused", configure), TimeProvider.System, NullLogger<MetastoreMigrator>.Instance);

    public static IOptions<MetastoreOptions> CreateOptions(string connectionString, Action<MetastoreOptions>? configure = null)
    {
        var options = new MetastoreOptions
        {
            ConnectionString = connectionString,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            RetryTotal = TimeSpan.FromSeconds(60),
            RetryDelayFirst = TimeSpan.FromMilliseconds(10),
            RetryDelayMax = TimeSpan.FromMilliseconds(50),
        };
        configure?.Invoke(options);
        return Options.Create(options);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return Assert.IsType<T>(await command.ExecuteScalarAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Metastore.DisposeAsync();
        await _database.DisposeAsync();
    }
}
