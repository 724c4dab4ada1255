using System.Collections.Immutable;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Runs;

/// <summary>
/// Runs as durable rows. When the store cannot be reached, any method throws <see cref="Errors.SyncError.MetastoreUnavailable"/>;
/// after a failed change the outcome may be unknown, so read again.
/// </summary>
public interface ISyncRuns
{
    /// <summary>The run, or null.</summary>
    Task<SyncRun?> FindAsync(SyncRunId id, CancellationToken cancellationToken);

    /// <summary>The one run of a definition that has not ended, or null.</summary>
    Task<SyncRun?> FindCurrentAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> runs of a definition whose id is before <paramref name="before"/>, the latest first.</summary>
    Task<ImmutableArray<SyncRun>> ListAsync(SyncDefinitionId definition, SyncRunId? before, int limit, CancellationToken cancellationToken);

    /// <summary>Adds a run under the definition's next epoch, in one transaction; when one has not ended, or one has this id, changes nothing and gives that one.</summary>
    Task<SyncRun> StartAsync(SyncRunId id, SyncDefinitionId definition, SyncDirection direction, RunScope scope, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Lets an event happen to a run, in one transaction that reads, decides by <see cref="RunTransitions"/> and writes. A take-over also raises
    /// the definition's epoch. Events of a worker carry its epoch and are refused as fenced by an older one; events of people carry null.
    /// </summary>
    /// <returns>The run as it is now, and the refusal if the event did not fit.</returns>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NotFound"/>; <see cref="Errors.SyncError.EtagMismatch"/> for a fenced worker.</exception>
    Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(SyncRunId id, RunEvent happened, Epoch? epoch, string problem, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A guard tripped: as <see cref="ApplyAsync"/> with <see cref="RunEvent.GuardTrips"/>, and notes what a person is asked to allow.</summary>
    /// <param name="id">Which run.</param>
    /// <param name="epoch">The worker's.</param>
    /// <param name="asked">Deletes of the run, those that are planned among them.</param>
    /// <param name="problem">What stopped it, for people.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Errors.SyncException">As <see cref="ApplyAsync"/>.</exception>
    Task<(SyncRun Run, RunRefusal? Refusal)> AskAsync(SyncRunId id, Epoch epoch, long asked, string problem, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Items were there before the first push: as <see cref="AskAsync"/>, with what a person is asked about them.</summary>
    /// <exception cref="Errors.SyncException">As <see cref="ApplyAsync"/>.</exception>
    Task<(SyncRun Run, RunRefusal? Refusal)> AskMatchAsync(SyncRunId id, Epoch epoch, MatchReport match, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> definitions whose run takes turns: a worker has it, or it needs one.</summary>
    Task<ImmutableArray<SyncDefinitionId>> ListActiveAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes up to <paramref name="limit"/> runs that ended before <paramref name="endedBefore"/>, or of which the definition has more than
    /// <paramref name="keepMax"/> later ones, and as many moves as old; the latest run of each definition stays, since its schedule counts from it.
    /// </summary>
    /// <returns>How many were removed, of the kind of which there were more.</returns>
    Task<int> PruneAsync(DateTimeOffset endedBefore, int keepMax, int limit, CancellationToken cancellationToken);
}
