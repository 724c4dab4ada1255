namespace OrleansSync.Engine.Budgets;

/// <summary>How a budget stands now.</summary>
/// <param name="UnitsPerMinute">What may be granted in any sliding 60 s.</param>
/// <param name="UsedInMinute">What counts against that.</param>
/// <param name="UnitsPerDay">What may be granted in any sliding 24 h.</param>
/// <param name="UsedInDay">What counts against that.</param>
/// <param name="Waiting">Definitions that were refused units within the last minute and have not got them since.</param>
/// <param name="WaitsUntil">When units are granted again; null when they are now.</param>
[GenerateSerializer, Immutable, Alias("BudgetView")]
public sealed record BudgetView(
    [property: Id(0)] int UnitsPerMinute,
    [property: Id(1)] int UsedInMinute,
    [property: Id(2)] int UnitsPerDay,
    [property: Id(3)] int UsedInDay,
    [property: Id(4)] int Waiting,
    [property: Id(5)] DateTimeOffset? WaitsUntil);
