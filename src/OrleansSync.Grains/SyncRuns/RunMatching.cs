using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>Matches items that were in the lists before the first push, once a person has allowed it.</summary>
internal static class RunMatching
{
    /// <summary>Does what is due: nothing, to ask, or to adopt what was asked about.</summary>
    public static async Task<MatchStep> StepAsync(RunPorts ports, HeldRun work, TurnContext turn, CancellationToken cancellationToken)
    {
        if (work.Run.Scope.IsBackfill || await ports.Ledger.FindMatchedAsync(work.Definition.Id, cancellationToken) is not null)
        {
            return MatchStep.GoOn;
        }

        var matcher = new ListMatcher(ports.Table, ports.Lists, ports.Ledger, work.Definition, work.Compiled.MatchColumns, [.. work.Compiled.Lists.Select(list => list.Number)]);
        if (await matcher.ReadItemsAsync(cancellationToken) == 0 && !work.Run.Scope.MatchesItems)
        {
            return StepOf(await Adoption.EndAsync(ports.Ledger, turn, ports.Clock, cancellationToken));
        }

        var report = await matcher.ReportAsync(cancellationToken);
        if (work.Run.Match is { IsConfirmed: true })
        {
            return StepOf(await Adoption.RunAsync(matcher, ports.Ledger, turn, ports.Clock, cancellationToken));
        }

        await ports.Runs.AskMatchAsync(work.Run.Id, work.Run.Epoch, report, ports.Clock.Now(), cancellationToken);
        return MatchStep.Asked;
    }

    private static MatchStep StepOf(EpochVerdict verdict) => verdict == EpochVerdict.Accepted ? MatchStep.GoOn : MatchStep.Fenced;
}
