namespace OrleansSync.Postgres.Requests;

/// <summary>What was answered to a request that was made before.</summary>
/// <param name="Json">Null when there was nothing to answer.</param>
internal sealed record EarlierAnswer(string? Json);
