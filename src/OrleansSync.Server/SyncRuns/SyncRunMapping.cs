using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Runs between the protocol and the engine.</summary>
internal static class SyncRunMapping
{
    /// <summary>The run as a caller sees it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lists">The declared ids of lists by their numbers; asked only for a run with a list of its own.</param>
    public static V1.SyncRun ToProto(this SyncRun run, ImmutableDictionary<ListId, string> lists)
    {
        var counters = run.Counters;
        var proto = new V1.SyncRun
        {
            Id = run.Id.ToString(),
            SyncDefinitionId = run.Definition.ToString(),
            Direction = (V1.SyncDirection)run.Direction,
            State = (V1.SyncRunState)run.State,
            Counters = new V1.RunCounters
            {
                Read = counters.Read,
                Written = counters.Written,
                Unchanged = counters.Unchanged,
                Coalesced = counters.Coalesced,
                Parked = counters.Parked,
                Balances = counters.Balances,
            },
            Deletes = run.Deletes,
            StartTime = Timestamp.FromDateTimeOffset(run.StartedAt),
            EndTime = run.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
            Problem = run.Problem,
            Epoch = run.Epoch.Value,
            Match = run.Match?.ToProto(),
            TargetSharepointListId = run.Scope.List is { } list ? lists.GetValueOrDefault(list, "") : "",
            BackfillFields = { run.Scope.Fields },
        };
        foreach (var (reason, count) in counters.Ignored)
        {
            proto.Counters.Ignored.Add(reason.ToString(), count);
        }

        return proto;
    }

    /// <summary>A match as a caller sees it.</summary>
    public static V1.MatchReport ToProto(this MatchReport match) => new()
    {
        MatchFields = { match.Fields },
        MatchedRows = match.Matched,
        AmbiguousRows = match.Ambiguous,
        NewRows = match.New,
        UnmatchedItems = match.Unmatched,
        Samples = { match.Samples.Select(sample => new V1.MatchSample { Outcome = (V1.MatchOutcome)sample.Outcome, RowKey = { sample.RowKey }, ItemIds = { sample.Items.Select(item => item.Item) } }) },
        Confirmed = match.IsConfirmed,
    };

    /// <summary>A move as a caller sees it.</summary>
    public static V1.RowMove ToProto(this RowMove move, ImmutableDictionary<ListId, string> lists) => new()
    {
        Key = move.Key.ToString(),
        SyncRunId = move.Run.ToString(),
        FromSharepointListId = lists.GetValueOrDefault(move.From.List, ""),
        FromItemId = move.From.Item,
        ToSharepointListId = lists.GetValueOrDefault(move.To.List, ""),
        ToItemId = move.To.Item,
        MoveTime = Timestamp.FromDateTimeOffset(move.At),
    };
}
