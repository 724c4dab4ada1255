using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Metastore;

namespace OrleansSync.Testing.Runs;

/// <summary>Runs without a database; keeps the same contract, and can be told to fail. For one thread at a time.</summary>
public sealed class InMemorySyncRuns(InMemoryMetastore metastore) : PortTwin, ISyncRuns
{
    private const string Noun = "sync run";

    public Task<SyncRun?> FindAsync(SyncRunId id, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAsync), () => metastore.Runs.GetValueOrDefault(id), cancellationToken);

    public Task<SyncRun?> FindCurrentAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindCurrentAsync), () => metastore.FindCurrent(definition), cancellationToken);

    public Task<ImmutableArray<SyncRun>> ListAsync(SyncDefinitionId definition, SyncRunId? before, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListAsync),
            () => metastore.Runs.Values
                .Where(run => run.Definition == definition && (before is not { } bound || run.Id.Value.CompareTo(bound.Value) < 0))
                .OrderByDescending(run => run.Id.Value)
                .Take(limit)
                .ToImmutableArray(),
            cancellationToken);

    public Task<SyncRun> StartAsync(SyncRunId id, SyncDefinitionId definition, SyncDirection direction, RunScope scope, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(StartAsync),
            () =>
            {
                if ((metastore.Runs.GetValueOrDefault(id) ?? metastore.FindCurrent(definition)) is { } there)
                {
                    return there;
                }

                return metastore.Runs[id] = SyncRun.Queue(id, definition, direction, metastore.TakeOver(definition), now) with { Scope = scope };
            },
            cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(SyncRunId id, RunEvent happened, Epoch? epoch, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, happened, epoch, asked: 0, match: null, problem, now, cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> AskAsync(SyncRunId id, Epoch epoch, long asked, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, RunEvent.GuardTrips, epoch, asked, match: null, problem, now, cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> AskMatchAsync(SyncRunId id, Epoch epoch, MatchReport match, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, RunEvent.GuardTrips, epoch, asked: 0, match, match.Question, now, cancellationToken);

    public Task<ImmutableArray<SyncDefinitionId>> ListActiveAsync(int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListActiveAsync),
            () => metastore.Runs.Values.Where(run => RunTransitions.TakesTurns(run.State)).OrderBy(run => run.Id.Value).Take(limit).Select(run => run.Definition).ToImmutableArray(),
            cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset endedBefore, int keepMax, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(PruneAsync),
            () =>
            {
                var old = metastore.Runs.Values.GroupBy(run => run.Definition)
                    .SelectMany(group => group.OrderByDescending(run => run.Id.Value).Select((run, place) => (Run: run, Place: place + 1)))
                    .Where(each => each.Run.EndedAt is { } ended && each.Place > 1 && (ended < endedBefore || each.Place > keepMax))
                    .Take(limit).ToList();
                old.ForEach(each => metastore.Runs.Remove(each.Run.Id));
                return old.Count;
            },
            cancellationToken);

    private Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(SyncRunId id, RunEvent happened, Epoch? epoch, long asked, MatchReport? match, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ApplyAsync),
            () =>
            {
                var found = metastore.Runs.GetValueOrDefault(id) ?? throw SyncException.NotFound(Noun, id.Value);
                if (epoch is { } presented && metastore.BookOf(found.Definition).Epoch.Check(presented) != EpochVerdict.Accepted)
                {
                    throw SyncException.EtagMismatch(Noun);
                }

                var (run, refusal) = found.Apply(happened, now, problem, asked, match);
                if (refusal is null)
                {
                    metastore.Runs[id] = run = happened == RunEvent.TakeOver ? run with { Epoch = metastore.TakeOver(run.Definition) } : run;
                }

                return (run, refusal);
            },
            cancellationToken);
}
