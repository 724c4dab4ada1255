using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Hosting;

/// <summary>What the metastore writes into the server's log.</summary>
public sealed class LoggingTests
{
    [PostgresFact]
    public async Task Log_OfMigrationAndUse_TellsMigrationsAndNoStatements()
    {
        await using var database = await TestDatabase.CreateAsync();
        var lines = new Lines();
        await using var provider = Create(database.ConnectionString, lines);

        await provider.GetRequiredService<MetastoreMigrator>().MigrateAsync(default);
        await provider.GetRequiredService<ISyncDefinitions>().ListAsync(null, 1, default);

        Assert.Contains(lines.All, line => line.Contains("Applied the migration 0001_", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.All, line => line.Contains("select ", StringComparison.OrdinalIgnoreCase));
    }

    [PostgresFact]
    public async Task Log_OfARepeatedFailure_TellsTheCauseWithoutThePassword()
    {
        var lines = new Lines();
        await using var provider = Create("Host=127.0.0.1;Port=1;Username=orla;Password=t0p-s3cret", lines);

        await Assert.ThrowsAsync<SyncException>(() => provider.GetRequiredService<ISyncDefinitions>().ListAsync(null, 1, default));

        Assert.Contains(lines.All, line => line.Contains("Attempt 1 to use the metastore failed (Unreachable", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("could not be used in", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.All, line => line.Contains("t0p-s3cret", StringComparison.Ordinal));
    }

    private static ServiceProvider Create(string connectionString, Lines lines) =>
        new ServiceCollection()
            .AddPostgresMetastore(options => options.Configure(metastore =>
            {
                metastore.ConnectionString = connectionString;
                metastore.RetryDelayFirst = TimeSpan.FromMilliseconds(10);
                metastore.RetryTotal = TimeSpan.FromMilliseconds(200);
            }))
            .AddLogging(logging => logging.AddProvider(lines))
            .BuildServiceProvider();

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
