using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>The ports that runs work with.</summary>
/// <param name="Runs">Runs.</param>
/// <param name="Stored">Definitions as they are declared.</param>
/// <param name="Definitions">Compiled definitions.</param>
/// <param name="Table">Tables, read.</param>
/// <param name="Lists">Lists, read.</param>
/// <param name="Writer">Lists, written.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Options">The limits.</param>
/// <param name="Clock">The clock.</param>
public sealed record RunPorts(
    ISyncRuns Runs, ISyncDefinitions Stored, ICompiledDefinitions Definitions, ITableReader Table, IListReader Lists, IListWriter Writer, ILedger Ledger, RunOptions Options, TimeProvider Clock);
