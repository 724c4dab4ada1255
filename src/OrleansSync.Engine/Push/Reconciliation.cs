using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.Engine.Push;

/// <summary>When the pairs are compared with the whole table.</summary>
public static class Reconciliation
{
    /// <summary>True when it is time: always for a full scan, else when the declared time has passed since the last one.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.MetastoreUnavailable"/>.</exception>
    public static async Task<bool> IsDueAsync(ILedger ledger, SyncDefinition definition, CompiledDefinition compiled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (compiled.Watermark is null)
        {
            return true;
        }

        return definition.Spec.Schedule.ReconcileEvery is { } every
            && (await ledger.FindReconciledAsync(definition.Id, cancellationToken) is not { } last || last + every <= now);
    }
}
