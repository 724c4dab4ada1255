using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Control;

/// <summary>What was counted since the start or the last reset.</summary>
/// <param name="Requests">Requests over HTTP, and the members of batches, by kind.</param>
/// <param name="Statuses">The answers of those by status.</param>
/// <param name="ResourceUnits">Their cost.</param>
/// <param name="Throttled">How many of them were answered with 429 by the budget.</param>
/// <param name="ConcurrencyPeak">The most that were under way at once over HTTP.</param>
public sealed record CountersView(IReadOnlyDictionary<OperationKind, long> Requests, IReadOnlyDictionary<int, long> Statuses, long ResourceUnits, long Throttled, int ConcurrencyPeak);
