namespace OrleansSync.Simulation.Pump;

/// <summary>The list has an item of this key.</summary>
internal sealed class KeyTakenException : Exception;
