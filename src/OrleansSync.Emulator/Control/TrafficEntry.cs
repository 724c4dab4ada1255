using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Throttling;

namespace OrleansSync.Emulator.Control;

/// <summary>A request that was answered, as the feed of traffic tells it.</summary>
/// <param name="Number">Counts up from 1.</param>
/// <param name="Path">Without the query, which can hold values.</param>
/// <param name="Person">True when a person of the control API asked, not an app.</param>
/// <param name="Member">True for a member of a batch.</param>
/// <param name="Milliseconds">How long it took; 0 for a member.</param>
/// <param name="Budget">The budgets after it.</param>
public sealed record TrafficEntry(long Number, DateTimeOffset Time, string Method, string Path, OperationKind Kind, bool Person, bool Member, int Status, int Units, double Milliseconds, BudgetView Budget);
