using OrleansSync.Demo;

// --server PATH: the server's dll; by default the one that was built with this program.
// --keep: leave PostgreSQL and the server running until Ctrl+C.
var keep = args.Contains("--keep");
var at = Array.IndexOf(args, "--server");
var program = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

using var stop = new CancellationTokenSource();
using var signals = Screen.OnStop(stop.Cancel);
try
{
    await using var story = await Story.BeginAsync(program, stop.Token);
    await story.TellAsync(stop.Token);
    story.PrintTable();
    if (keep)
    {
        await story.KeepAsync(stop.Token);
    }

    return story.Failures == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Screen.Line("Stopped.");
    return keep ? 0 : 130;
}
