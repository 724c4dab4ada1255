namespace OrleansSync.Helix.Workspaces;

/// <summary>What a new workspace is to be.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="UrlSlug">1 to 64 of a-z, 0-9 and hyphens.</param>
/// <param name="Type">Who it is for.</param>
/// <param name="Plan">1 to 64 characters; empty takes the server's default.</param>
/// <param name="HasBilling">Null takes the server's default.</param>
[GenerateSerializer, Immutable, Alias("Helix.WorkspaceDraft")]
public sealed record WorkspaceDraft(
    [property: Id(0)] string Name, [property: Id(1)] string UrlSlug, [property: Id(2)] WorkspaceType Type, [property: Id(3)] string Plan, [property: Id(4)] bool? HasBilling);
