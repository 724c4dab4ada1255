using OrleansSync.Engine.Identity;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Simulation.World;

/// <summary>The contract on the simulation's source.</summary>
public sealed class SimulatedIdSourceTests : IdSourceContract
{
    protected override IIdSource Open() => new SimulatedIdSource(Clock);
}
