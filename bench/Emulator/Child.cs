using System.Diagnostics;

namespace OrleansSync.Bench.Emulator;

/// <summary>A server in a process of its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;

    private Child(Process process, string[] said) => (this.process, Said) = (process, said);

    /// <summary>The words of its first line.</summary>
    public string[] Said { get; }

    /// <summary>CPU time that it used so far, by its own account: that is to the microsecond, and the system's is in steps of 10 ms.</summary>
    public async Task<TimeSpan> ReadCpuAsync()
    {
        await process.StandardInput.WriteLineAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended.");
        return TimeSpan.FromTicks(long.Parse(line));
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

    /// <summary>For the server: answers what <see cref="ReadCpuAsync"/> asks, until its maker ends.</summary>
    public static async Task AnswerAsync()
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Environment.CpuUsage.TotalTime.Ticks);
        }
    }

    public static async Task<Child> StartAsync(string verb)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? $"{typeof(Child).Assembly.Location} {verb}" : verb) { RedirectStandardInput = true, RedirectStandardOutput = true };
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
