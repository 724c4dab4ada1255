using System.Diagnostics;
using System.Globalization;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Testing.Tests.Postgres;

/// <summary>A process that starts a server, says which, and waits to be killed; and the handle by which a test holds it.</summary>
internal sealed class ServerOwner : IDisposable
{
    private readonly Process _process;

    private ServerOwner(Process process, int serverId, string folder)
    {
        _process = process;
        ServerId = serverId;
        Folder = folder;
    }

    public int ServerId { get; }

    public string Folder { get; }

    public static async Task<ServerOwner> StartAsync(bool pause, CancellationToken cancellationToken)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ServerOwner).Assembly.Location, pause ? "pause" : "run"]) { RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The owner did not start.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The owner ended before its server had started.");
        var words = line.Split(' ', 2);
        return new(process, int.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
    }

    public Task KillAsync(bool entireTree, CancellationToken cancellationToken)
    {
        _process.Kill(entireTree);
        return _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task Main(string[] arguments)
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        var line = string.Create(CultureInfo.InvariantCulture, $"{server.Instance.ProcessId} {server.Instance.Folder}");
        if (arguments is ["pause"])
        {
            await server.PauseAsync();
        }

#pragma warning disable RS0030 // The entry point of a program: this line is what its caller waits for.
        await Console.Out.WriteLineAsync(line);
#pragma warning restore RS0030
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
