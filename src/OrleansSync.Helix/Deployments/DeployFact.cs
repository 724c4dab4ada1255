using System.Collections.Immutable;

namespace OrleansSync.Helix.Deployments;

/// <summary>What a step of a deployment found out.</summary>
public abstract record DeployFact
{
    private DeployFact()
    {
    }

    /// <summary>The source was checked.</summary>
    /// <param name="Findings">Errors and warnings.</param>
    public sealed record Checked(ImmutableArray<SourceFinding> Findings) : DeployFact;

    /// <summary>The source was stored.</summary>
    public sealed record Stored : DeployFact;

    /// <summary>The build goes on.</summary>
    /// <param name="Percent">0 to 100, as the builder guesses.</param>
    /// <param name="Lines">New lines of its output.</param>
    public sealed record Building(int Percent, ImmutableArray<string> Lines) : DeployFact;

    /// <summary>The build ended well.</summary>
    /// <param name="Lines">The last lines of its output.</param>
    public sealed record Built(ImmutableArray<string> Lines) : DeployFact;

    /// <summary>The build failed.</summary>
    /// <param name="Cause">A sentence.</param>
    /// <param name="Lines">The last lines of its output.</param>
    public sealed record BuildFailed(string Cause, ImmutableArray<string> Lines) : DeployFact;

    /// <summary>The cluster runs it.</summary>
    /// <param name="Url">Where it answers.</param>
    public sealed record RolledOut(string Url) : DeployFact;

    /// <summary>A step failed.</summary>
    /// <param name="Cause">A sentence.</param>
    /// <param name="IsTransient">True when it is worth another attempt.</param>
    public sealed record Faulted(string Cause, bool IsTransient) : DeployFact;

    /// <summary>Somebody asked to stop.</summary>
    public sealed record Cancelled : DeployFact;
}
