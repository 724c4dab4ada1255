using System.Collections.Immutable;

namespace OrleansSync.Helix.Deployments;

/// <summary>What each fact makes of a deployment, and what its watchers are told. Pure: no I/O, no clock.</summary>
public static class DeployMachine
{
    /// <summary>A passing failure of one step is repeated until it has failed so often.</summary>
    public const int AttemptsMax = 5;

    /// <summary>Longest line of output, in characters; the rest of a line is cut.</summary>
    public const int LineLengthMax = 4000;

    /// <summary>A new deployment and its first events.</summary>
    /// <param name="accepted">With stage <see cref="DeployStage.Check"/> and no events.</param>
    /// <param name="now">The time.</param>
    /// <param name="note">What the caller should know, or null.</param>
    public static DeployStep Begin(Deployment accepted, DateTimeOffset now, string? note = null)
    {
        var step = Next(accepted, DeployStage.Check, now, [Event(DeployEventKind.ValidatingQueries), .. LogLines(note is null ? [] : [note])]);
        return step with { Deployment = accepted with { EventCount = step.Events.Length } };
    }

    /// <summary>The next state. A fact that comes after the end, or belongs to another stage, changes nothing.</summary>
    public static DeployStep Apply(Deployment deployment, DeployFact fact, DateTimeOffset now) => (deployment.Stage, fact) switch
    {
        ({ } stage, _) when stage is DeployStage.Done or DeployStage.Failed or DeployStage.Cancelled => new DeployStep(deployment, []),
        (DeployStage.Check, DeployFact.Checked { Findings: var findings }) when findings.Any(finding => finding.IsError) =>
            End(deployment, DeployStage.Failed, now, [.. Warnings(findings)], Event(DeployEventKind.QueryValidationError, TextOf(findings))),
        (DeployStage.Check, DeployFact.Checked checkedSource) => Next(deployment, DeployStage.Store, now, [.. Warnings(checkedSource.Findings)]),
        (DeployStage.Store, DeployFact.Stored) => Next(deployment, DeployStage.Build, now, Event(DeployEventKind.Building)),
        (DeployStage.Build, DeployFact.Building building) => Progress(deployment, building, now),
        (DeployStage.Build, DeployFact.Built built) => Next(
            deployment with { Percent = 100, OutputLines = deployment.OutputLines + built.Lines.Length },
            DeployStage.RollOut,
            now,
            [.. LogLines(built.Lines), Event(DeployEventKind.Building) with { Percent = 100 }, Event(DeployEventKind.Deploying)]),
        (DeployStage.Build, DeployFact.BuildFailed failed) => End(
            deployment with { OutputLines = deployment.OutputLines + failed.Lines.Length }, DeployStage.Failed, now, [.. LogLines(failed.Lines)], Event(DeployEventKind.Error, failed.Cause)),
        (DeployStage.RollOut, DeployFact.RolledOut rolledOut) => Next(
            deployment with { Url = rolledOut.Url }, DeployStage.Done, now, Event(DeployEventKind.Done) with { Url = rolledOut.Url }),
        (_, DeployFact.Faulted { IsTransient: true }) when deployment.Attempts + 1 < AttemptsMax =>
            new DeployStep(deployment with { Revision = deployment.Revision + 1, Attempts = deployment.Attempts + 1, UpdatedAt = now }, []),
        (_, DeployFact.Faulted faulted) => End(deployment, DeployStage.Failed, now, [], Event(DeployEventKind.Error, faulted.Cause)),
        (_, DeployFact.Cancelled) => End(deployment, DeployStage.Cancelled, now, [], Event(DeployEventKind.Error, "The deployment was cancelled; the cluster is as it was.")),
        _ => new DeployStep(deployment, []),
    };

    private static DeployStep Progress(Deployment deployment, DeployFact.Building building, DateTimeOffset now)
    {
        // A builder that starts anew after a crash guesses from 0 again; watchers are not told to go back.
        var percent = Math.Clamp(building.Percent, deployment.Percent, 99);
        if (percent == deployment.Percent && building.Lines.IsEmpty)
        {
            return new DeployStep(deployment, []);
        }

        var events = LogLines(building.Lines);
        return Next(
            deployment with { Percent = percent, OutputLines = deployment.OutputLines + building.Lines.Length },
            DeployStage.Build,
            now,
            percent == deployment.Percent ? [.. events] : [.. events, Event(DeployEventKind.Building) with { Percent = percent }]);
    }

    private static DeployStep End(Deployment deployment, DeployStage stage, DateTimeOffset now, DeployEvent[] before, DeployEvent last) =>
        Next(deployment with { Failure = last.Message }, stage, now, [.. before, last]);

    private static DeployStep Next(Deployment deployment, DeployStage stage, DateTimeOffset now, params ImmutableArray<DeployEvent> events) => new(
        deployment with { Revision = deployment.Revision + 1, Stage = stage, EventCount = deployment.EventCount + events.Length, Attempts = 0, UpdatedAt = now },
        [.. events.Select((happened, index) => happened with { Number = deployment.EventCount + 1 + index, At = now })]);

    private static IEnumerable<DeployEvent> LogLines(ImmutableArray<string> lines) =>
        lines.Select(line => Event(DeployEventKind.Log, line.Length > LineLengthMax ? line[..LineLengthMax] : line));

    private static IEnumerable<DeployEvent> Warnings(ImmutableArray<SourceFinding> findings) => LogLines([.. findings.Where(finding => !finding.IsError).Select(finding => $"warning: {finding}")]);

    private static string TextOf(ImmutableArray<SourceFinding> findings) => string.Join('\n', findings.Where(finding => finding.IsError));

    private static DeployEvent Event(DeployEventKind kind, string message = "") => new(0, kind, default, 0, message, "");
}
