using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Testing.Server;

/// <summary>The built server as a process of its own, on loopback; to be stopped or killed as an operator or an accident would.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>How long a start or a stop may take, in a busy build too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int LinesKept = 400;
    private const int SigTerm = 15;
    private const string ListeningMark = "Now listening on: ";

    private readonly Process process;
    private readonly Queue<string> lines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Its number at the operating system.</summary>
    public int ProcessId => process.Id;

    /// <summary>The last lines that it wrote.</summary>
    public string Output
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>The server's dll that was built together with the calling program.</summary>
    public static string FindProgram()
    {
        // artifacts/<build>/bin/<project>/<configuration>/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(configuration.Parent!.Parent!.FullName, "OrleansSync.Server", configuration.Name, "OrleansSync.Server.dll");
    }

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <param name="program">The server's dll.</param>
    /// <param name="settings">Settings as <c>--Section:Name value</c>.</param>
    /// <param name="cancellationToken">Ends the waiting and the process.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time; the message has its last lines.</exception>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var server = Launch(program, settings);
        try
        {
            var ended = server.process.WaitForExitAsync(cancellationToken);
            var first = await Task.WhenAny(server.listening.Task, ended).WaitAsync(Patience, cancellationToken);
            if (first == ended)
            {
                throw new InvalidOperationException($"The server ended with exit code {server.process.ExitCode} instead of listening:\n{server.Output}");
            }

            server.Address = await server.listening.Task;
            return server;
        }
        catch (TimeoutException)
        {
            var output = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not listen within {Patience.TotalSeconds} s:\n{output}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the server, which is expected to refuse to start, and returns its exit code.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string program, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        await using var server = Launch(program, settings);
        await server.process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return (server.process.ExitCode, server.Output);
    }

    /// <summary>SIGKILL: nothing is saved, nothing is said.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
    }

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code once it has.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        UnixProcesses.Signal(process.Id, SigTerm);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private static ServerProcess Launch(string program, IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.ArgumentList.Add(program);
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept)
            {
                lines.Dequeue();
            }
        }

        if (line.Contains(ListeningMark, StringComparison.Ordinal) && FindAddress(line) is { } address)
        {
            listening.TrySetResult(address);
        }
    }

    private static Uri? FindAddress(string line)
    {
        using var json = JsonDocument.Parse(line);
        var message = json.RootElement.GetProperty("Message").GetString() ?? "";
        return Uri.TryCreate(message[(message.IndexOf(ListeningMark, StringComparison.Ordinal) + ListeningMark.Length)..], UriKind.Absolute, out var address) ? address : null;
    }
}
