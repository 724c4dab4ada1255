using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Ledger;

/// <summary>A ledger before another one, for tests that change what a commit does.</summary>
/// <param name="ledger">The other one.</param>
public abstract class LedgerDecorator(ILedger ledger) : ILedger
{
    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken) =>
        ledger.FindAsync(definition, keys, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken) =>
        ledger.FindByItemsAsync(definition, items, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindUnsettledAsync(definition, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ledger.FindDueAsync(definition, direction, now, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindOutcomesDueAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindOutcomesDueAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindPushDueAsync(definition, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ledger.FindPullDueAsync(definition, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken) =>
        ledger.FindCursorAsync(definition, list, cancellationToken);

    /// <inheritdoc/>
    public Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindEpochAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Parked>> ListParkedAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ledger.ListParkedAsync(definition, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<long> RescheduleParkedAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        ledger.RescheduleParkedAsync(definition, keys, dueAt, cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReleaseParkedAsync(SyncDefinitionId definition, ParkReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.ReleaseParkedAsync(definition, reason, now, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SyncKey>> ListPairsAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ledger.ListPairsAsync(definition, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task ScanPairsAsync(SyncDefinitionId definition, Action<LedgerPair> seen, CancellationToken cancellationToken) => ledger.ScanPairsAsync(definition, seen, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindReconciledAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindReconciledAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.FindMatchedAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.ForgetMatchedAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetCursorAsync(SyncDefinitionId definition, bool reconcile, CancellationToken cancellationToken) => ledger.ForgetCursorAsync(definition, reconcile, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetBackfillAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.ForgetBackfillAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<RowMove>> ListMovesAsync(SyncDefinitionId definition, long before, int limit, CancellationToken cancellationToken) =>
        ledger.ListMovesAsync(definition, before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountPairsAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.CountPairsAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken) => ledger.TakeOverAsync(definition, cancellationToken);

    /// <inheritdoc/>
    public abstract Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken);
}
