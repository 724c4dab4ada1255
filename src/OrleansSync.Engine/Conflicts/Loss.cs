using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Conflicts;

/// <summary>A conflict that was decided, and whose value was lost by it; goes into the history of the row with the commit that decides it.</summary>
/// <param name="Conflict">All versions.</param>
/// <param name="Loser">Push when the table's value lost, pull when the list's did, two-way when both lost a field (a merge).</param>
public sealed record Loss(Conflict Conflict, SyncDirection Loser);
