using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Postgres.Metastore;

/// <summary>
/// Brings the schema <c>orleanssync</c> up to this server's level, or refuses it. Each migration is one transaction under
/// the advisory lock <see cref="LockKey"/>, so any number of servers may start at once.
/// </summary>
public sealed partial class MetastoreMigrator
{
    /// <summary>The key of PostgreSQL's advisory lock that is held while the schema is read and changed ("OrlnSync" in ASCII).</summary>
    public const long LockKey = 0x4F726C6E53796E63;

    private readonly MetastoreDatabase _database;
    private readonly ImmutableArray<Migration> _migrations;
    private readonly MetastoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<MetastoreMigrator> _logger;

    internal MetastoreMigrator(
        MetastoreDatabase database, ImmutableArray<Migration> migrations, IOptions<MetastoreOptions> options, TimeProvider clock, ILogger<MetastoreMigrator> logger)
    {
        _database = database;
        _migrations = migrations;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>This server's level: the highest migration that it knows.</summary>
    public int Level => _migrations.Length;

    /// <summary>Applies what is missing; does nothing when nothing is.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SchemaIncompatible"/> when this server must not work on the schema, or a
    /// migration failed, or the role lacks a privilege; <see cref="SyncError.MetastoreUnavailable"/> when the database cannot be reached
    /// or another server holds the lock for too long. What was applied before stays; the one that failed left nothing.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // One round for each migration, and a last one that finds nothing to do.
        for (var round = 0; round <= _migrations.Length; round++)
        {
            // An unknown outcome is no trouble: the next look at the table tells.
            var applied = await _database.ChangeAsync(Repeat.Always, ApplyNextAsync, cancellationToken);
            if (applied is null)
            {
                return;
            }

            LogApplied(applied.FullName);
        }
    }

    private async Task<Verdict<Migration?>> ApplyNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await TakeLockAsync(connection, cancellationToken);
        var privileges = await SchemaPrivileges.ReadAsync(connection, cancellationToken);
        privileges.CheckUse();
        var applied = privileges.HasTable ? await MigrationTable.ReadAsync(connection, cancellationToken) : [];
        var next = MigrationPlan.Next(_migrations, applied);
        if (next is null)
        {
            LogUpToDate(_migrations.Length, applied.Length);
            return Verdict.RollBack<Migration?>(null);
        }

        privileges.CheckCreate();
        try
        {
            if (!privileges.HasSchema)
            {
                await ExecuteAsync(connection, "create schema orleanssync", cancellationToken);
            }

            if (!privileges.HasTable)
            {
                await MigrationTable.CreateAsync(connection, cancellationToken);
            }

            await ExecuteAsync(connection, next.Text, cancellationToken);
            await MigrationTable.AddAsync(connection, next, _clock.Now(), cancellationToken);
        }
        catch (PostgresException exception) when (!IsWorthRepeating(exception))
        {
            throw Failed(next, privileges, exception);
        }

        return Verdict.Commit<Migration?>(next);
    }

    private async Task TakeLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The limit is for this transaction only, and covers the locks that the migration itself takes.
        await using var command = new NpgsqlCommand("select set_config('lock_timeout', $1, true), pg_advisory_xact_lock($2)", connection)
        {
            Parameters = { new() { Value = Milliseconds(_options.MigrationLockTimeout) }, new() { Value = LockKey } },
            CommandTimeout = Seconds(_options.MigrationLockTimeout) + Seconds(_options.CommandTimeout),
        };
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            var holder = await FindLockHolderAsync(cancellationToken);
            throw new SyncException(
                SyncError.MetastoreUnavailable,
                $"Another server{holder} has held the migration lock of the metastore for longer than {_options.MigrationLockTimeout} (Metastore:MigrationLockTimeout). Nothing was changed. Wait until it has finished; if it hangs, end its session with pg_terminate_backend.",
                exception)
            {
                RetryAfter = _options.RetryDelayMax,
            };
        }
    }

    private Task<string> FindLockHolderAsync(CancellationToken cancellationToken)
    {
        const string Select = """
            select a.pid, coalesce(a.application_name, '')
            from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and a.datname = current_database()
              and (l.classid::bigint << 32 | l.objid::bigint) = $1
            """;
        return _database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = LockKey } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                return await reader.ReadAsync(stop) ? $" (process {reader.GetInt32(0)} of PostgreSQL, application '{reader.GetString(1)}')" : "";
            },
            cancellationToken);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Seconds(_options.MigrationTimeout) };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A lost connection or a deadlock is repeated by the database; a lock that was waited for is not, since that took its whole limit.
    private static bool IsWorthRepeating(PostgresException exception) =>
        exception.SqlState != PostgresErrorCodes.LockNotAvailable
        && MetastoreFaults.Classify(exception, isOpening: false) is (MetastoreFault.Unreachable or MetastoreFault.Busy);

    private SyncException Failed(Migration migration, SchemaPrivileges privileges, PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege => privileges.Missing(exception),
        PostgresErrorCodes.LockNotAvailable => new SyncException(
            SyncError.MetastoreUnavailable,
            $"The migration {migration.FullName} waited longer than {_options.MigrationLockTimeout} (Metastore:MigrationLockTimeout) for a table that another session holds. Nothing of it was kept.",
            exception)
        {
            RetryAfter = _options.RetryDelayMax,
        },
        _ => new SyncException(
            SyncError.SchemaIncompatible,
            $"The migration {migration.FullName} failed, and nothing of it was kept: {exception.MessageText} ({exception.SqlState}).",
            exception),
    };

    private static int Seconds(TimeSpan limit) => (int)Math.Ceiling(limit.TotalSeconds);

    private static string Milliseconds(TimeSpan limit) => ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "Applied the migration {Migration} to the metastore.")]
    private partial void LogApplied(string migration);

    [LoggerMessage(LogLevel.Information, "The metastore's schema fits: this server has level {ServerLevel}, the schema has level {SchemaLevel}.")]
    private partial void LogUpToDate(int serverLevel, int schemaLevel);
}
