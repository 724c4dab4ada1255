using System.Diagnostics;

namespace OrleansSync.Demo;

/// <summary>Starts and watches runs.</summary>
internal sealed class Runs(Parts parts)
{
    private readonly List<(string Name, V1.SyncRun Run, long Units)> ended = [];

    private V1.SyncRuns.SyncRunsClient Client => new(parts.Admin);

    /// <summary>What ended, for the table of equations.</summary>
    public IReadOnlyList<(string Name, V1.SyncRun Run, long Units)> Ended => ended;

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task<V1.SyncRun> RunAsync(string name, V1.SyncDefinition definition, CancellationToken cancellationToken, bool compareAll = false)
    {
        var before = parts.Tenant.Counters.ResourceUnits;
        var run = await StartAsync(definition, compareAll, cancellationToken);
        run = await WatchAsync(run.Id, _ => false, cancellationToken);
        Add(name, run, parts.Tenant.Counters.ResourceUnits - before);
        return run;
    }

    /// <summary>Notes a run that ended.</summary>
    public void Add(string name, V1.SyncRun run, long units) => ended.Add((name, run, units));

    public async Task<V1.SyncRun> StartAsync(V1.SyncDefinition definition, bool compareAll, CancellationToken cancellationToken) =>
        await Client.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, CompareAll = compareAll }, cancellationToken: cancellationToken);

    /// <summary>Shows a run as it goes on, until it ends or the caller has seen enough.</summary>
    public async Task<V1.SyncRun> WatchAsync(string id, Func<V1.SyncRun, bool> enough, CancellationToken cancellationToken)
    {
        using var watch = Client.WatchSyncRun(new V1.WatchSyncRunRequest { Id = id }, cancellationToken: cancellationToken);
        var (last, shown) = (new V1.SyncRun(), Stopwatch.GetTimestamp());
        while (await watch.ResponseStream.MoveNext(cancellationToken))
        {
            last = watch.ResponseStream.Current;
            if (Stopwatch.GetElapsedTime(shown).TotalSeconds >= 1)
            {
                Screen.Line($"    {last.State.ToString().ToLowerInvariant()}: {last.Counters.Written:n0} written, {last.Counters.Unchanged:n0} unchanged{(last.Problem.Length > 0 ? $" - {last.Problem}" : "")}");
                shown = Stopwatch.GetTimestamp();
            }

            if (enough(last))
            {
                break;
            }
        }

        return last;
    }

    public async Task AnswerAsync(string id, bool allow, CancellationToken cancellationToken) =>
        await Client.ConfirmSyncRunAsync(new V1.ConfirmSyncRunRequest { Id = id, Allow = allow }, cancellationToken: cancellationToken);
}
