using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Runs between the protocol and the engine.</summary>
internal static class SyncRunMapping
{
    /// <summary>The run as a caller sees it.</summary>
    public static V1.SyncRun ToProto(this SyncRun run)
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
        };
        foreach (var (reason, count) in counters.Ignored)
        {
            proto.Counters.Ignored.Add(reason.ToString(), count);
        }

        return proto;
    }
}
