using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace OrleansSync.Testing.Postgres;

/// <summary>One throw-away PostgreSQL: its folder, its process and its watchdog. Not for use by two callers at once.</summary>
internal sealed class PostgresInstance : IAsyncDisposable
{
    private const int StartAttemptsMax = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // The data is thrown away, so nothing waits for a disk. Commits are still written before they are acknowledged (synchronous_commit stays on;
    // without fsync that costs next to nothing): otherwise the SIGKILL of a test could lose a commit, and the test would blame the product.
    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "wal_level=logical", "max_wal_senders=40",
        "max_replication_slots=40", "max_connections=200", "shared_buffers=64MB", "timezone=UTC", "log_timezone=UTC", "logging_collector=off",
    ];

    private readonly PostgresBinaries _binaries;
    private readonly PostgresWatchdog _watchdog;
    private Process? _process;
    private bool _paused;

    private PostgresInstance(PostgresBinaries binaries, string folder)
    {
        _binaries = binaries;
        Folder = folder;
        _watchdog = new PostgresWatchdog(folder);
    }

    public string Folder { get; }

    public int Port { get; private set; }

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    public bool IsRunning => _process is { HasExited: false };

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = "postgres",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        IncludeErrorDetail = true,
        MaxPoolSize = 40,
    }.ConnectionString;

    private string Data => Path.Combine(Folder, "data");

    private string Log => Path.Combine(Folder, "log");

    public static async Task<PostgresInstance> CreateAsync(CancellationToken cancellationToken)
    {
        if (PostgresAvailability.FindObstacle(ownServer: true) is { } obstacle)
        {
            throw new InvalidOperationException(obstacle);
        }

        var binaries = PostgresBinaries.Find() ?? throw new InvalidOperationException("PostgreSQL's programs are gone.");
        // Another user must be able to enter the folder's parents when we are root, and root's own TMPDIR may be private.
        var parent = Environment.IsPrivilegedProcess ? "/tmp" : Path.GetTempPath();
        var folder = (await PostgresPrograms.RunAsync("mktemp", ["-d", Path.Combine(parent, "orleanssync-postgres-XXXXXX")], parent, cancellationToken)).Trim();
        var instance = new PostgresInstance(binaries, folder);
        try
        {
            await PostgresPrograms.RunAsync(
                binaries.InitDb,
                ["-D", instance.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
                folder,
                cancellationToken);
            await instance.StartOnFreePortAsync(cancellationToken);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            return;
        }

        _process?.Dispose();
        string[] arguments = ["-D", Data, .. Settings.Append($"port={Port}").SelectMany(setting => new[] { "-c", setting })];
        _process = PostgresPrograms.StartLogged(_binaries.Postgres, arguments, Folder, Log);
        await WaitUntilReadyAsync(_process, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ResumeAsync(cancellationToken);
        await EndAsync(UnixProcesses.Interrupt, cancellationToken);
    }

    /// <summary>SIGKILL for the server and all its backends at once, as if the machine had lost its power.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        // Stopped first, so that no child is born while they are counted.
        UnixProcesses.Signal(process.Id, UnixProcesses.Stop);
        var children = UnixProcesses.FindChildren(process.Id);
        foreach (var id in children.Prepend(process.Id))
        {
            UnixProcesses.Signal(id, UnixProcesses.Kill);
        }

        _paused = false;
        await process.WaitForExitAsync(cancellationToken).WaitAsync(StopLimit, TimeProvider.System, cancellationToken);
        // A new server refuses the folder as long as a backend of the old one holds its shared memory.
        while (children.Any(UnixProcesses.IsRunning))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Freezes the server: connections stay open, and nobody answers.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        UnixProcesses.Signal(ProcessId, UnixProcesses.Stop);
        _paused = true;
        SignalChildren(UnixProcesses.Stop);
        return Task.CompletedTask;
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_paused && IsRunning)
        {
            SignalChildren(UnixProcesses.Continue);
            UnixProcesses.Signal(ProcessId, UnixProcesses.Continue);
        }

        _paused = false;
        return Task.CompletedTask;
    }

    public async Task<string> ReadLogTailAsync(CancellationToken cancellationToken) =>
        File.Exists(Log) ? string.Join(Environment.NewLine, (await File.ReadAllLinesAsync(Log, cancellationToken)).TakeLast(30)) : "(no log)";

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ResumeAsync(CancellationToken.None);
            await EndAsync(UnixProcesses.Quit, CancellationToken.None);
        }
        finally
        {
            // Removes the folder too; as root we could, but the rule for that lives in one place.
            await _watchdog.FinishAsync(StopLimit);
            _watchdog.Dispose();
            _process?.Dispose();
            _process = null;
        }
    }

    private void SignalChildren(int signal)
    {
        foreach (var id in UnixProcesses.FindChildren(ProcessId))
        {
            UnixProcesses.Signal(id, signal);
        }
    }

    private async Task EndAsync(int signal, CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        UnixProcesses.Signal(process.Id, signal);
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(StopLimit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            await KillAsync(cancellationToken);
        }
    }

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FindFreePort();
            try
            {
                await StartAsync(cancellationToken);
                return;
            }
            catch (InvalidOperationException failure) when (attempt < StartAttemptsMax && failure.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                // Somebody took the port between our look and the server's.
            }
        }
    }

    // Below the range from which systems draw the ports of outgoing connections: else a restart could find its port taken by its own client.
    private static int FindFreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: draw again.
            }
        }
    }

    private async Task WaitUntilReadyAsync(Process process, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StartLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var probe = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(probe);
                await connection.OpenAsync(either.Token);
                return;
            }
            catch (NpgsqlException) when (!process.HasExited && !limit.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure) when (failure is NpgsqlException || limit.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var what = process.HasExited ? $"ended with exit code {process.ExitCode}" : $"did not answer within {StartLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";
                throw new InvalidOperationException($"PostgreSQL {what}. The end of its log:{Environment.NewLine}{await ReadLogTailAsync(CancellationToken.None)}", failure);
            }
        }
    }
}
