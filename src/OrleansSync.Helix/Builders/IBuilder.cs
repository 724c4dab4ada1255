using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.Builders;

/// <summary>Builds queries. A port. A call takes at most two seconds, so that a grain's turn stays short.</summary>
public interface IBuilder
{
    /// <summary>Starts the build unless it is known, waits a little for news, and tells it.</summary>
    /// <param name="job">What to build; the same id is the same build.</param>
    /// <param name="linesSeen">How many lines of output the caller has.</param>
    /// <param name="cancellationToken">Ends the wait, not the build.</param>
    Task<BuildProgress> AdvanceAsync(BuildJob job, int linesSeen, CancellationToken cancellationToken);

    /// <summary>Stops a build and forgets it; one that is not known is no failure.</summary>
    Task CancelAsync(DeploymentId id, CancellationToken cancellationToken);
}
