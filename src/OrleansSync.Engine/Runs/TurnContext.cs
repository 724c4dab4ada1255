using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Runs;

/// <summary>What a turn is given.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Run">The run, as it was stored last.</param>
/// <param name="Guard">When a mass delete stops and asks.</param>
/// <param name="Pairs">Pairs that lived when the run began.</param>
public sealed record TurnContext(SyncDefinition Definition, SyncRules Rules, SyncRun Run, DeleteGuard Guard, long Pairs);
