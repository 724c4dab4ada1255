using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Pull;

/// <summary>One item of a planned batch.</summary>
/// <param name="Change">Its last change in the batch.</param>
/// <param name="Case">What the decision rests on.</param>
/// <param name="Decision">What it means for the table.</param>
public sealed record PlannedItem(ItemChange Change, PullCase Case, PullDecision Decision);
