namespace OrleansSync.Architecture.Assemblies;

/// <summary>What the compiled engine uses, whatever its project file says.</summary>
public sealed class EngineAssemblyTests
{
    private static readonly string[] OutsideWorld =
    [
        "System.Net.", "System.Data.", "System.Diagnostics.Process", "System.IO.File", "System.IO.Directory", "System.Threading.Thread", "System.Threading.Timer",
        "System.Timers.", "Microsoft.", "Npgsql", "Grpc.", "Google.",
    ];

    // An address is a value, for columns that hold one; nothing is reached with it.
    private static readonly string[] Values = ["System.Net.IPAddress", "System.Net.IPNetwork", "System.Net.Sockets.AddressFamily"];

    private readonly IReadOnlyList<(string User, string Used)> uses =
        Findings.NotEmpty(AssemblyUses.Read(Path.Combine(AppContext.BaseDirectory, "OrleansSync.Engine.dll")), "use of another assembly in the engine");

    [Fact]
    public void Engine_OfOrleans_UsesAttributesOnly() => Findings.None(
        from use in uses
        where use.Used.StartsWith("Orleans.", StringComparison.Ordinal) && !use.Used.EndsWith("Attribute", StringComparison.Ordinal)
        select $"{use.User} uses {use.Used}; the engine knows no grains.");

    [Fact]
    public void Engine_OfOrleans_UsesTheSerializersAttributes() =>
        Assert.Contains(uses, use => use.Used == "Orleans.GenerateSerializerAttribute");

    [Fact]
    public void Engine_OutsideWorld_IsReachedThroughPortsOnly() => Findings.None(
        from use in uses
        where Array.Exists(OutsideWorld, prefix => use.Used.StartsWith(prefix, StringComparison.Ordinal)) && !Values.Contains(use.Used)
        select $"{use.User} uses {use.Used}; make it a port, and let an adapter use it.");
}
