namespace OrleansSync.Simulation.World;

/// <summary>The simulated code did what a simulation cannot bear, or a promise is broken.</summary>
public sealed class SimulationException(string message) : Exception(message);
