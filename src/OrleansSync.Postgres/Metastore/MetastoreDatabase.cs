using System.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Metastore;

/// <summary>
/// The only place that connects to the metastore. It repeats what is safe to repeat, within limits: opening, reads, and
/// transactions that certainly did not commit. Then it throws <see cref="SyncError.MetastoreUnavailable"/>.
/// Cancellation passes through as it is.
/// </summary>
internal sealed partial class MetastoreDatabase : IDisposable, IAsyncDisposable
{
    private readonly MetastoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly Jitter _jitter;
    private readonly ILogger<MetastoreDatabase> _logger;
    private readonly NpgsqlDataSource _source;

    public MetastoreDatabase(IOptions<MetastoreOptions> options, TimeProvider clock, Jitter jitter, ILoggerFactory loggers)
    {
        _options = options.Value;
        _clock = clock;
        _jitter = jitter;
        _logger = loggers.CreateLogger<MetastoreDatabase>();
        _source = CreateSource(_options, loggers);
    }

    /// <summary>Runs a read on a connection of its own; repeated as a whole.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.MetastoreUnavailable"/>, <see cref="SyncError.SchemaIncompatible"/>.</exception>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RepeatAsync(
            Repeat.Always,
            async attempt =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                return await WorkAsync(attempt, connection, read, cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Runs a change in a transaction (read committed), which commits or rolls back as the change's verdict says. The change
    /// may be run more than once, as <paramref name="repeat"/> says; only its last run counts.
    /// </summary>
    /// <exception cref="SyncException"><see cref="SyncError.MetastoreUnavailable"/>, <see cref="SyncError.SchemaIncompatible"/>.</exception>
    public Task<T> ChangeAsync<T>(Repeat repeat, Func<NpgsqlConnection, CancellationToken, Task<Verdict<T>>> change, CancellationToken cancellationToken) =>
        RepeatAsync(
            repeat,
            async attempt =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
                var verdict = await WorkAsync(attempt, connection, change, cancellationToken);
                if (verdict.IsCommit)
                {
                    attempt.Stage = Stage.Committing;
                    await transaction.CommitAsync(cancellationToken);
                }
                else
                {
                    await transaction.RollbackAsync(cancellationToken);
                }

                return verdict.Result;
            },
            cancellationToken);

    /// <summary>Runs a read once: for probes, which want to know how things are now.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.MetastoreUnavailable"/>, <see cref="SyncError.SchemaIncompatible"/>.</exception>
    public async Task<T> ProbeAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var attempt = new Attempt();
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await WorkAsync(attempt, connection, read, cancellationToken);
        }
        catch (Exception exception) when (attempt.Classify(exception) != MetastoreFault.None)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw MetastoreFailure.Of(attempt.Fault, exception, isOutcomeUnknown: false, _options.RetryDelayMax);
        }
    }

    public void Dispose() => _source.Dispose();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> RepeatAsync<T>(Repeat repeat, Func<Attempt, Task<T>> run, CancellationToken cancellationToken)
    {
        var schedule = new RetrySchedule(_options, _clock, _jitter);
        for (var number = 1; ; number++)
        {
            var attempt = new Attempt();
            try
            {
                return await run(attempt);
            }
            catch (Exception exception) when (attempt.Classify(exception) != MetastoreFault.None)
            {
                // Npgsql may report the cancelled statement before it reports the cancellation.
                cancellationToken.ThrowIfCancellationRequested();
                var delay = attempt.MayRepeat(repeat) ? schedule.Next() : null;
                if (delay is null)
                {
                    LogFailed(number, attempt.Fault, exception.Message);
                    throw MetastoreFailure.Of(attempt.Fault, exception, attempt.IsOutcomeUnknown && repeat != Repeat.Always, _options.RetryDelayMax);
                }

                LogRepeated(number, delay.Value, attempt.Fault, exception.Message);
                await Task.Delay(delay.Value, _clock, cancellationToken);
            }
        }
    }

    private static async Task<T> WorkAsync<T>(
        Attempt attempt, NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        attempt.Stage = Stage.Working;
        try
        {
            return await work(connection, cancellationToken);
        }
        catch (InvalidOperationException exception) when (connection.FullState is ConnectionState.Broken or ConnectionState.Closed)
        {
            // Noticed between two statements, for instance by a keep-alive: then Npgsql says only that the connection is not open.
            throw new NpgsqlException("The connection was lost between two statements.", new IOException(exception.Message, exception));
        }
    }

    private static NpgsqlDataSource CreateSource(MetastoreOptions options, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "orleanssync";
        settings.MaxPoolSize = options.PoolSizeMax;
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, options.PoolSizeMax);
        settings.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        settings.Enlist = false;
        // Row values and passwords stay out of exceptions and logs, whatever the connection string asks for.
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        return builder.UseLoggerFactory(loggers).Build();
    }

    // Npgsql's messages name the host and PostgreSQL's the role; neither holds a password or a row's values.
    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} to use the metastore failed ({Fault}: {Cause}) and is repeated in {Delay}.")]
    private partial void LogRepeated(int attempt, TimeSpan delay, MetastoreFault fault, string cause);

    [LoggerMessage(LogLevel.Error, "The metastore could not be used in {Attempts} attempts ({Fault}: {Cause}).")]
    private partial void LogFailed(int attempts, MetastoreFault fault, string cause);

    private enum Stage
    {
        Opening,
        Working,
        Committing,
    }

    private sealed class Attempt
    {
        public Stage Stage { get; set; } = Stage.Opening;

        public MetastoreFault Fault { get; private set; }

        // An error that the server answered to a commit means that it did not happen; silence means nothing.
        public bool IsOutcomeUnknown => Stage == Stage.Committing && Fault == MetastoreFault.Unreachable;

        public MetastoreFault Classify(Exception exception) => Fault = MetastoreFaults.Classify(exception, Stage == Stage.Opening);

        public bool MayRepeat(Repeat repeat) =>
            Fault is MetastoreFault.Unreachable or MetastoreFault.Busy
            && (Stage == Stage.Opening || repeat == Repeat.Always || (repeat == Repeat.UnlessCommitted && !IsOutcomeUnknown));
    }
}
