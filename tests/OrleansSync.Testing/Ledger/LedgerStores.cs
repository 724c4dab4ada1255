using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Testing.Ledger;

/// <summary>The ports over one store that a commit touches.</summary>
public sealed record LedgerStores(ILedger Ledger, ISyncRuns Runs, ILosses Losses);
