using OrleansSync.Engine.Matching;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Runs;

/// <summary>One execution of a definition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Definition">Of which definition; at most one run of it has not ended.</param>
/// <param name="Direction">Which way it syncs: the definition's, or one way of a two-way definition.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Epoch">Under which it commits now.</param>
/// <param name="Counters">What it counted so far.</param>
/// <param name="Deletes">Deletes, marks and detachments that it has committed, for the guards.</param>
/// <param name="Confirmed">So many of them a person has allowed.</param>
/// <param name="StartedAt">UTC, whole microseconds.</param>
/// <param name="EndedAt">UTC, whole microseconds; null while it has not ended.</param>
/// <param name="Problem">Why it failed or waits, for people, without row values; empty when it does neither.</param>
/// <param name="Asked">So many deletes a person is asked to allow; 0 before a guard tripped.</param>
/// <param name="Match">What a person is asked about items that were there before; null when there are none.</param>
[GenerateSerializer, Immutable, Alias("SyncRun")]
public sealed record SyncRun(
    [property: Id(0)] SyncRunId Id,
    [property: Id(1)] SyncDefinitionId Definition,
    [property: Id(2)] SyncDirection Direction,
    [property: Id(3)] RunState State,
    [property: Id(4)] Epoch Epoch,
    [property: Id(5)] RunCounters Counters,
    [property: Id(6)] long Deletes,
    [property: Id(7)] long Confirmed,
    [property: Id(8)] DateTimeOffset StartedAt,
    [property: Id(9)] DateTimeOffset? EndedAt,
    [property: Id(10)] string Problem,
    [property: Id(11)] long Asked = 0,
    [property: Id(12)] MatchReport? Match = null)
{
    /// <summary>What this run does otherwise than the definition says.</summary>
    [Id(13)]
    public RunScope Scope { get; init; } = RunScope.Whole;

    /// <summary>A run that takes its first turn soon.</summary>
    public static SyncRun Queue(SyncRunId id, SyncDefinitionId definition, SyncDirection direction, Epoch epoch, DateTimeOffset now) =>
        new(id, definition, direction, RunState.Queued, epoch, RunCounters.Zero, 0, 0, now, null, "");

    /// <summary>The run after an event, or why it is refused. A run whose equation does not balance is refused completion.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="problem">Why it fails or waits.</param>
    /// <param name="asked">For a guard that trips: deletes of the run, those that are planned among them, that a person is asked to allow.</param>
    /// <param name="match">For items that were there before: what a person is asked about them.</param>
    public (SyncRun Run, RunRefusal? Refusal) Apply(RunEvent happened, DateTimeOffset now, string problem = "", long asked = 0, MatchReport? match = null)
    {
        if (happened == RunEvent.Complete && !Counters.Balances && !RunTransitions.HasEnded(State))
        {
            return (this, RunRefusal.DoesNotBalance);
        }

        return RunTransitions.Apply(State, happened) switch
        {
            RunStep.Refused refused => (this, refused.Refusal),
            RunStep.To to => (this with
            {
                State = to.State,
                Epoch = happened == RunEvent.TakeOver ? Epoch.TakeOver() : Epoch,
                EndedAt = RunTransitions.HasEnded(to.State) ? now : null,
                Problem = problem,
                Asked = happened == RunEvent.GuardTrips ? asked : Asked,
                Confirmed = happened == RunEvent.Confirm ? Asked : Confirmed,
                Match = match ?? (happened == RunEvent.Confirm && Match is { } confirmed ? confirmed with { IsConfirmed = true } : Match),
            }, null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
