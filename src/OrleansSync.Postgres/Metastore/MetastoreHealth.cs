using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Metastore;

/// <summary>A cheap probe: one statement, one attempt, a short limit.</summary>
public sealed class MetastoreHealth
{
    private const string SelectLevel = "select coalesce(max(number), 0), coalesce(max(minimum_level), 0) from orleanssync.migrations";

    private readonly MetastoreDatabase _database;
    private readonly MetastoreMigrator _migrator;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;

    internal MetastoreHealth(MetastoreDatabase database, MetastoreMigrator migrator, IOptions<MetastoreOptions> options, TimeProvider clock)
    {
        _database = database;
        _migrator = migrator;
        _clock = clock;
        _timeout = options.Value.HealthTimeout;
    }

    /// <summary>Looks now. Throws nothing but the caller's own cancellation.</summary>
    public async Task<MetastoreHealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        var probe = _database.ProbeAsync(ReadLevelAsync, cancellationToken);
        try
        {
            var (schema, minimum) = await probe.WaitAsync(_timeout, _clock, cancellationToken);
            return Judge(schema, minimum);
        }
        catch (TimeoutException)
        {
            // Cancelling a statement takes Npgsql a while when the server is frozen, so the probe is left to end by its own limits.
            _ = probe.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return Report(MetastoreState.Unavailable, null, $"The metastore did not answer within {_timeout}.");
        }
        catch (SyncException exception)
        {
            return Report(exception.Error == SyncError.SchemaIncompatible ? MetastoreState.Incompatible : MetastoreState.Unavailable, null, exception.Message);
        }
    }

    private MetastoreHealthReport Judge(int schema, int minimum) => true switch
    {
        _ when minimum > _migrator.Level =>
            Report(MetastoreState.Incompatible, schema, $"The schema needs servers of level {minimum} or later; this one has level {_migrator.Level}."),
        _ when schema < _migrator.Level =>
            Report(MetastoreState.Incompatible, schema, $"The schema has level {schema}; this server needs level {_migrator.Level}."),
        _ => Report(MetastoreState.Healthy, schema, "The metastore answers and its schema fits."),
    };

    private MetastoreHealthReport Report(MetastoreState state, int? schema, string description) => new(state, _migrator.Level, schema, description);

    private async Task<(int Schema, int Minimum)> ReadLevelAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectLevel, connection) { CommandTimeout = (int)Math.Ceiling(_timeout.TotalSeconds) };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}
