namespace Standins.Conformance.Metadata;

/// <summary>A member that callers outside of the assembly see.</summary>
/// <param name="Key">Name, parameters and result, without the type that declares it.</param>
/// <param name="IsPublic">False for what only derived types see.</param>
/// <param name="IsOverridable">True when a derived type may override it.</param>
/// <param name="IsAbstract">True when a derived type must.</param>
/// <param name="IsOverride">True when it overrides another.</param>
/// <param name="Parameters">Names, and whether a caller may leave them out.</param>
/// <param name="Constant">The value of a constant or of an enum's member.</param>
internal sealed record SurfaceMember(string Key, bool IsPublic, bool IsOverridable, bool IsAbstract, bool IsOverride, IReadOnlyList<(string Name, bool IsOptional)> Parameters, string? Constant);
