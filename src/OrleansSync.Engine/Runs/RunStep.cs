namespace OrleansSync.Engine.Runs;

/// <summary>What an event does to a run.</summary>
public abstract record RunStep
{
    private RunStep()
    {
    }

    /// <summary>The run is in this state now; perhaps the one that it was in.</summary>
    /// <param name="State">The state.</param>
    public sealed record To(RunState State) : RunStep;

    /// <summary>The event does not fit the state; nothing changes.</summary>
    /// <param name="State">The state it stays in.</param>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(RunState State, RunRefusal Refusal) : RunStep;
}
