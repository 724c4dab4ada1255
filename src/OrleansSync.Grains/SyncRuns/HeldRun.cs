using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>A run that this worker holds.</summary>
/// <param name="Run">The run, as it was stored last.</param>
/// <param name="Definition">The definition that it works for.</param>
/// <param name="Compiled">What that means for table and lists.</param>
/// <param name="Pairs">Pairs that lived when the run was taken up.</param>
/// <param name="Pump">Moves the rows.</param>
internal sealed record HeldRun(SyncRun Run, SyncDefinition Definition, CompiledDefinition Compiled, long Pairs, PushPump Pump)
{
    /// <summary>Pairs whose rows were found gone and that are not dealt with yet; null before they were looked for.</summary>
    public ImmutableArray<SyncKey>? Gone { get; init; }

    /// <summary>True once nothing is left to match with items that were there before.</summary>
    public bool IsMatched { get; init; }

    /// <summary>True when it can go on with this run of this definition as it is.</summary>
    public bool IsOf(SyncDefinition definition, SyncRun run) => Run.Id == run.Id && Run.Epoch == run.Epoch && Definition.Revision == definition.Revision;
}
