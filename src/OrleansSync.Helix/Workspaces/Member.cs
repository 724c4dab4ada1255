using OrleansSync.Helix.Users;

namespace OrleansSync.Helix.Workspaces;

/// <summary>A person in a workspace.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">What they may do.</param>
[GenerateSerializer, Immutable, Alias("Helix.Member")]
public sealed record Member([property: Id(0)] User User, [property: Id(1)] MemberRole Role);
