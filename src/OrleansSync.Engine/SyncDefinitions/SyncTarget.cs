namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>A further list of a definition, and which rows belong in it.</summary>
/// <param name="ListId">The declared list.</param>
/// <param name="When">The condition, in the language of docs/expressions.md; the first target whose condition is true wins.</param>
[GenerateSerializer, Immutable, Alias("SyncTarget")]
public sealed record SyncTarget([property: Id(0)] Guid ListId, [property: Id(1)] string When);
