using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.EndToEnd.Push;

/// <summary>A ledger of a worker that dies when it would commit once more.</summary>
internal sealed class DyingLedger(ILedger ledger, int commits) : ILedger
{
    private int left = commits;

    public Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken) =>
        ledger.FindAsync(definition, keys, cancellationToken);

    public Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken) =>
        ledger.FindByItemsAsync(definition, items, cancellationToken);

    public Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindUnsettledAsync(definition, limit, cancellationToken);

    public Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ledger.FindDueAsync(definition, direction, now, limit, cancellationToken);

    public Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindPushDueAsync(definition, limit, cancellationToken);

    public Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindPullDueAsync(definition, limit, cancellationToken);

    public Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken) =>
        ledger.FindCursorAsync(definition, list, cancellationToken);

    public Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindEpochAsync(definition, cancellationToken);

    public Task<ImmutableArray<Parked>> ListParkedAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ledger.ListParkedAsync(definition, after, limit, cancellationToken);

    public Task<long> RescheduleParkedAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        ledger.RescheduleParkedAsync(definition, keys, dueAt, cancellationToken);

    public Task<ImmutableArray<SyncKey>> ListPairsAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ledger.ListPairsAsync(definition, after, limit, cancellationToken);

    public Task<DateTimeOffset?> FindReconciledAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindReconciledAsync(definition, cancellationToken);

    public Task ForgetCursorAsync(SyncDefinitionId definition, bool reconcile, CancellationToken cancellationToken) => ledger.ForgetCursorAsync(definition, reconcile, cancellationToken);

    public Task<long> CountPairsAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.CountPairsAsync(definition, cancellationToken);

    public Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.TakeOverAsync(definition, cancellationToken);

    public Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken) =>
        --left >= 0 ? ledger.CommitAsync(commit, cancellationToken) : throw new IOException("The worker died.");
}
