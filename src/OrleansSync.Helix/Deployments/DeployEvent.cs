namespace OrleansSync.Helix.Deployments;

/// <summary>One event of a deployment.</summary>
/// <param name="Number">From 1, without gaps; where a lost watcher goes on.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">UTC, whole microseconds.</param>
/// <param name="Percent">Of <see cref="DeployEventKind.Building"/>.</param>
/// <param name="Message">Of a line or a failure; empty otherwise.</param>
/// <param name="Url">Of <see cref="DeployEventKind.Done"/>.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeployEvent")]
public sealed record DeployEvent(
    [property: Id(0)] long Number,
    [property: Id(1)] DeployEventKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] int Percent,
    [property: Id(4)] string Message,
    [property: Id(5)] string Url)
{
    /// <summary>True when no event comes after it.</summary>
    public bool IsTerminal => Kind is DeployEventKind.Done or DeployEventKind.Error or DeployEventKind.BadRequest or DeployEventKind.QueryValidationError;
}
