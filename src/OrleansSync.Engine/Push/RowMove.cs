using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Engine.Push;

/// <summary>A move that was done: for the audit.</summary>
/// <param name="Key">Which row.</param>
/// <param name="Run">In which run.</param>
/// <param name="From">Where its item was.</param>
/// <param name="To">Where it is since.</param>
/// <param name="At">When. UTC, whole microseconds.</param>
/// <param name="Number">In the order of the moves; 0 before it is stored.</param>
public sealed record RowMove(SyncKey Key, SyncRunId Run, ItemAddress From, ItemAddress To, DateTimeOffset At, long Number = 0);
