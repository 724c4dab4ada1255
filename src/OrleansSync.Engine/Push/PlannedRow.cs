using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>One row of a planned batch.</summary>
/// <param name="Change">Its last change in the batch.</param>
/// <param name="Case">What the decision rests on.</param>
/// <param name="Decision">What it means for the list.</param>
public sealed record PlannedRow(RowChange Change, PushCase Case, PushDecision Decision);
