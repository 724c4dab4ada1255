using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>Decides what one row means for a backfill: chosen fields are written to every live pair, whatever its hash, and nothing else happens. Pure.</summary>
public static class BackfillPlanner
{
    /// <summary>The decision: <see cref="PushDecision.Backfill"/>, or a skip.</summary>
    public static PushDecision Decide(PushCase given, ImmutableArray<string> fields) => given switch
    {
        { Entry: { State: LedgerState.Live, Address: { } address } entry, Row: RowView.Seen { Change.Row: { } row }, Item: not ItemView.Seen { Change.IsDeleted: true } } =>
            new PushDecision.Backfill(address, (given.Item as ItemView.Seen)?.Change.ETag ?? entry.ETag, row.Where((name, value) => fields.Contains(name) && !value.IsUnknown)) { Claims = PushPlanner.LacksKey(given.Item) },
        _ => new PushDecision.Skip(SkipReason.NotBackfilled),
    };
}
