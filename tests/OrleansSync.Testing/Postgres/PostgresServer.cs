using System.Security.Cryptography;
using Npgsql;

namespace OrleansSync.Testing.Postgres;

/// <summary>
/// The PostgreSQL of the tests: the server named by ORLEANSSYNC_POSTGRES, or a throw-away one of the installed programs. It is gone, with its
/// data, when it is disposed of and when the test process ends, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lock Gate = new();
    private static Task<PostgresServer>? s_shared;

    private readonly string? _given;
    private readonly PostgresInstance? _instance;

    private PostgresServer(string given) => _given = given;

    private PostgresServer(PostgresInstance instance) => _instance = instance;

    /// <summary>For a database whose name is nobody's: the server's own, where databases are created.</summary>
    public string ConnectionString => _given ?? Instance.ConnectionString;

    /// <summary>False while a server of our own is stopped or killed.</summary>
    public bool IsRunning => _instance is null || _instance.IsRunning;

    internal PostgresInstance Instance =>
        _instance ?? throw new InvalidOperationException($"The server of {PostgresAvailability.ConnectionVariable} is somebody else's; use {nameof(StartPrivateAsync)}.");

    /// <summary>The one server that the test process shares; started by the first caller. Do not stop it.</summary>
    public static Task<PostgresServer> GetSharedAsync(CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            // A failure is kept: the second test need not wait for it again.
            s_shared ??= StartSharedAsync();
            return s_shared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A server of the caller's own, to be stopped, killed and paused as the test likes; always from the installed programs.</summary>
    public static async Task<PostgresServer> StartPrivateAsync(CancellationToken cancellationToken = default) =>
        new(await PostgresInstance.CreateAsync(cancellationToken));

    /// <summary>A new database, empty or a copy of another one of this server (which must have no connections).</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string? template = null, CancellationToken cancellationToken = default)
    {
        var name = $"orleanssync_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var copied = template is null
            ? "template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'"
            : new NpgsqlCommandBuilder().QuoteIdentifier(template);
        await ExecuteAsync($"create database {name} template {copied}", cancellationToken);
        return new TestDatabase(this, name, new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString);
    }

    /// <summary>Ends the server in order: sessions are cut, everything committed is kept.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => Instance.StopAsync(cancellationToken);

    /// <summary>Starts a stopped or killed server again, on the same port and data.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => Instance.StartAsync(cancellationToken);

    /// <summary>SIGKILL for the server and its backends; everything committed is kept.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => Instance.KillAsync(cancellationToken);

    /// <summary>Freezes the server: connections stay open, and nobody answers until <see cref="ResumeAsync"/>.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => Instance.PauseAsync(cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken = default) => Instance.ResumeAsync(cancellationToken);

    public ValueTask DisposeAsync() => _instance?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task DropDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsRunning)
        {
            return;
        }

        // An active logical slot keeps its database even from FORCE; its walsender ends a moment after it was told to.
        const int AttemptsMax = 20;
        for (var attempt = 1; ; attempt++)
        {
            await ExecuteAsync($"select pg_terminate_backend(active_pid) from pg_replication_slots where active and database = '{name}'", cancellationToken);
            try
            {
                await ExecuteAsync($"drop database if exists {name} with (force)", cancellationToken);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.ObjectInUse && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        if (PostgresAvailability.FindObstacle(ownServer: false) is { } obstacle)
        {
            throw new InvalidOperationException(obstacle);
        }

        return PostgresAvailability.ConnectionString is { } given ? new(given) : await StartPrivateAsync(CancellationToken.None);
    }
}
