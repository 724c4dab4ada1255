namespace OrleansSync.Helix.Logs;

/// <summary>A line of a cluster's log.</summary>
/// <param name="Number">Grows with each line of the store; where a reader goes on.</param>
/// <param name="At">UTC, whole microseconds.</param>
/// <param name="Severity"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Message">Up to 4,000 characters.</param>
[GenerateSerializer, Immutable, Alias("Helix.LogLine")]
public sealed record LogLine([property: Id(0)] long Number, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Severity, [property: Id(3)] string Message);
