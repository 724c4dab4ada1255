using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Changes;

/// <summary>What the effect of any change of a turn rests on.</summary>
/// <param name="Definition">Of which definition.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Schedule">When a row set aside is tried again.</param>
/// <param name="Now">The time of the turn. UTC, whole microseconds.</param>
public sealed record EffectContext(SyncDefinitionId Definition, SyncRules Rules, RetrySchedule Schedule, DateTimeOffset Now)
{
    /// <summary>The values that both sides agree on, cut to the columns about which they can disagree; null where no policy needs them.</summary>
    public Row? BaseOf(Row? agreed) =>
        Rules.IsTwoWay && Rules.Conflict.NeedsBase ? agreed?.Where((name, _) => Rules.Columns.Both.IndexOf(name) >= 0) : null;
}
