using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Control;

/// <summary>The control API, under <c>/_emulator</c>.</summary>
internal sealed class ControlEndpoints(EmulatorParts parts)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/_emulator/counters", () => parts.Counters.Read());
}
