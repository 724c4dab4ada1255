namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a change answered.</summary>
/// <param name="Definition">The definition as it was then; null for a delete.</param>
public sealed record SyncDefinitionAnswer(SyncDefinition? Definition);
