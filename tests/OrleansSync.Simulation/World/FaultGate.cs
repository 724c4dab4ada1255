using OrleansSync.Testing;

namespace OrleansSync.Simulation.World;

/// <summary>Lets every operation of a twin go wrong as <see cref="Faults"/> says.</summary>
/// <param name="faults">Of the world.</param>
/// <param name="port">The port's name, for the trace.</param>
/// <param name="mayRepeat">True for what a network may deliver twice or late.</param>
internal sealed class FaultGate(Faults faults, string port, bool mayRepeat) : IPortGate
{
    public Task<T> CallAsync<T>(string operation, Func<T> body) => faults.CallAsync($"{port}.{operation}", body, mayRepeat);
}
