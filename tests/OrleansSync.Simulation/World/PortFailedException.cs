namespace OrleansSync.Simulation.World;

/// <summary>A simulated port call failed; whether it had its effect is unknown.</summary>
public sealed class PortFailedException(string port) : Exception($"{port} failed.");
