using System.Diagnostics;

namespace OrleansSync.Bench.Standins;

/// <summary>Makes calls, some at a time, and looks what they cost a process.</summary>
internal static class Load
{
    private const int AtATime = 16;

    public static async Task<Sample> RunAsync(Process process, int calls, Func<Task> call)
    {
        process.Refresh();
        var (processor, since) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(async _ =>
        {
            for (var i = 0; i < calls / AtATime; i++)
            {
                await call();
            }
        }));
        process.Refresh();
        return new Sample(calls / AtATime * AtATime, since.Elapsed, process.TotalProcessorTime - processor);
    }
}
