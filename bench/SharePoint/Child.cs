using System.Diagnostics;
using System.Text.Json;

namespace OrleansSync.Bench.SharePoint;

/// <summary>A process that does what a line tells it and answers with a line.</summary>
internal sealed class Child : IDisposable
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>Another process of this program.</summary>
    /// <param name="verb">What it is to be.</param>
    /// <param name="core">The only core that it may use; null for any.</param>
    public static Child OfThis(string verb, int? core)
    {
        var own = Environment.ProcessPath!; // The process runs.
        string[] command = own.EndsWith("dotnet", StringComparison.Ordinal) ? [own, typeof(Child).Assembly.Location, verb] : [own, verb];
        return Start(core is { } number && OperatingSystem.IsLinux() ? ["taskset", "-c", $"{number}", .. command] : command);
    }

    /// <summary>A process.</summary>
    public static Child Start(params string[] command) =>
        new(Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{command[0]} did not start."));

    public async Task<string> AskAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        return await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended.");
    }

    public async Task<Sample> RunAsync(Job job) => JsonSerializer.Deserialize(await AskAsync(JsonSerializer.Serialize(job, BenchJson.Default.Job)), BenchJson.Default.Sample)!; // It answers with one.

    /// <summary>TCP connections that it has to a port of this machine; 0 where that cannot be told.</summary>
    public int ConnectionsTo(int port)
    {
        var folder = $"/proc/{process.Id}/fd";
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var sockets = Directory.EnumerateFiles(folder).Select(file => new FileInfo(file).LinkTarget ?? "").Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]).ToHashSet();
        return Tables.Where(File.Exists).SelectMany(File.ReadLines).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(row => row.Length > 9 && row[3] == "01" && row[2].EndsWith($":{port:X4}", StringComparison.Ordinal) && sockets.Contains(row[9]));
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
