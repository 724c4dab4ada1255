using System.Diagnostics;

namespace OrleansSync.Bench.Emulator;

/// <summary>A server in a process of its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;

    private Child(Process process, string[] said) => (this.process, Said) = (process, said);

    /// <summary>The words of its first line.</summary>
    public string[] Said { get; }

    /// <summary>CPU time that it used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that it holds, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<Child> StartAsync(string verb)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? $"{typeof(Child).Assembly.Location} {verb}" : verb) { RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server said nothing.");
        return new(process, line.Split(' '));
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
