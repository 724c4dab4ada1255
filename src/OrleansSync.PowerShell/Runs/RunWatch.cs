using System.Runtime.CompilerServices;
using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Follows runs. A watch that breaks is begun again where it was, so that nothing is missed and nothing is told twice.</summary>
internal static class RunWatch
{
    private const int BreaksMax = 10;
    private const string Activity = "Sync run";
    private static readonly TimeSpan BreakDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The run as it is, and again whenever it changed, until it ends.</summary>
    public static async IAsyncEnumerable<OSyncRun> FollowAsync(ServerCommand command, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var token = "";
        OSyncRun? last = null;
        for (var breaks = 0; ;)
        {
            using var watch = new V1.SyncRuns.SyncRunsClient(command.Server.Calls).WatchSyncRun(new V1.WatchSyncRunRequest { Id = id, ResumeToken = token }, cancellationToken: cancellationToken);
            while (await NextAsync(watch.ResponseStream, breaks < BreaksMax, cancellationToken) is { } message)
            {
                (breaks, token) = (0, message.ResumeToken);
                yield return last = OSyncRun.From(message);
            }

            if (last is { IsEnded: true })
            {
                yield break;
            }

            breaks++;
            await Task.Delay(BreakDelay, command.Server.Clock, cancellationToken);
        }
    }

    /// <summary>Waits for the end with a bar of progress; says what went wrong by an error. A run that waits for an answer ends the waiting.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="id">The run.</param>
    /// <param name="failsOnParked">True to take rows that were set aside for a failure.</param>
    /// <param name="cancellationToken">Ends the waiting; the run goes on.</param>
    public static async Task<OSyncRun?> WaitAsync(ServerCommand command, string id, bool failsOnParked, CancellationToken cancellationToken)
    {
        OSyncRun? last = null;
        try
        {
            await foreach (var run in FollowAsync(command, id, cancellationToken))
            {
                last = run;
                command.World.ShowProgress(Activity, $"{run.State}: {run.Written} written, {run.Unchanged} unchanged, {run.Parked} parked", percent: -1, isDone: false);
                if (run.State is OSyncRunState.WaitingForConfirmation)
                {
                    break;
                }
            }
        }
        finally
        {
            command.World.ShowProgress(Activity, "", percent: 100, isDone: true);
        }

        if (last is not null && ErrorOf(last, failsOnParked) is { } error)
        {
            command.World.WriteError(error, cause: null);
        }

        return last;
    }

    private static OSyncError? ErrorOf(OSyncRun run, bool failsOnParked) => run.State switch
    {
        OSyncRunState.WaitingForConfirmation => ModuleErrors.RunWaits(run.Id, run.Problem),
        OSyncRunState.Succeeded when failsOnParked && run.Parked > 0 => ModuleErrors.RowsParked(run.Id, run.Parked),
        OSyncRunState.Succeeded => null,
        _ => ModuleErrors.RunFailed(run.Id, $"{run.State}", run.Problem),
    };

    // Null at the end of the stream, and when it was lost and may be begun again.
    private static async Task<V1.SyncRun?> NextAsync(IAsyncStreamReader<V1.SyncRun> stream, bool mayBreak, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken) ? stream.Current : null;
        }
        catch (RpcException exception) when (mayBreak && exception.StatusCode is StatusCode.Unavailable && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
