namespace Standins.Conformance.Metadata;

/// <summary>A type that callers outside of the assembly see.</summary>
internal sealed record SurfaceType(string Name, bool IsInterface, bool IsSealed, bool IsAbstract, string? Base, IReadOnlyList<string> Interfaces, IReadOnlyDictionary<string, SurfaceMember> Members);
