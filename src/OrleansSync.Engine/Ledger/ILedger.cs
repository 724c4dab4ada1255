using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Ledger;

/// <summary>
/// What the metastore remembers of a definition's pairs, with the cursors that belong to it. Each method is one round trip. When
/// the store cannot be reached, any method throws <see cref="Errors.SyncError.MetastoreUnavailable"/>; a failed change may have been made:
/// take the run up again from what is stored.
/// </summary>
public interface ILedger
{
    /// <summary>Most keys or items that one call may ask for.</summary>
    const int KeysMax = 10_000;

    /// <summary>Stands for the cursor of a backfill, which reads the table beside the ordinary one; no list has this number.</summary>
    static readonly ListId BackfillCursor = new(int.MaxValue);

    /// <summary>The entries of these keys; those that there are, in no order. Up to 10,000 keys, in one query.</summary>
    Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// The entries whose item is one of these, in their list or in the one they move to; in no order. Only entries that keep their
    /// <see cref="LedgerEntry.RowKey"/> are found: a definition that never asks from the item need not pay for the index. Up to 10,000 items.
    /// </summary>
    Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> entries that an earlier turn left unsettled, in the order of their keys; not those that a push set aside, which come
    /// with <see cref="FindDueAsync"/> at their time.
    /// </summary>
    Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> rows that a push, or items that a pull, set aside and that are due, the longest due first; of those due at once, in the order of their keys or addresses.</summary>
    Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the first row is due of those that a push set aside as <see cref="ParkReason.OutcomeUnknown"/>; null when there is none.</summary>
    Task<DateTimeOffset?> FindOutcomesDueAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> rows that a push set aside, after <paramref name="after"/>, in the order of their keys, due or not.</summary>
    Task<ImmutableArray<Parked>> ListParkedAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Gives rows that a push set aside another time to be tried again.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="keys">Which rows; up to 10,000; none of them for all.</param>
    /// <param name="dueAt">When; null for not until they change.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many rows it was.</returns>
    Task<long> RescheduleParkedAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, DateTimeOffset? dueAt, CancellationToken cancellationToken);

    /// <summary>Makes rows that a push set aside for a reason due at once, those that wait for a person among them.</summary>
    /// <returns>How many rows it was.</returns>
    Task<long> ReleaseParkedAsync(SyncDefinitionId definition, ParkReason reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> keys of <see cref="LedgerCommit.PushDue"/>, in order. A later commit that has the key among its entries, parked or released rows and not again as due clears it.</summary>
    Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> items of <see cref="LedgerCommit.PullDue"/>, in order. A later commit that has the item in an entry, parked or released, and not again as due clears it.</summary>
    Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken);

    /// <summary>The cursor of the table, or of <paramref name="list"/>; null before the first commit.</summary>
    Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken);

    /// <summary>The epoch of the definition; <see cref="Epoch.None"/> before the first run.</summary>
    Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> keys of settled, live pairs after <paramref name="after"/>, in order; for comparing them with the table.</summary>
    Task<ImmutableArray<SyncKey>> ListPairsAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Tells every settled, live pair as it is at one moment, in no order; for comparing them with the table. Not tried twice: throws when it cannot
    /// tell all of them, and then what was told says nothing.
    /// </summary>
    Task ScanPairsAsync(SyncDefinitionId definition, Action<LedgerPair> seen, CancellationToken cancellationToken);

    /// <summary>When the pairs were last compared with the whole table; null for never.</summary>
    Task<DateTimeOffset?> FindReconciledAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Forgets the cursor of the table, so that the next turn reads it from its beginning and compares every row; nothing else is forgotten.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="reconcile">True to forget as well when the pairs were compared, so that the next run compares them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task ForgetCursorAsync(SyncDefinitionId definition, bool reconcile, CancellationToken cancellationToken);

    /// <summary>When the items that were in the lists before the first push were matched with the rows; null for never.</summary>
    Task<DateTimeOffset?> FindMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Forgets when items were matched, so that the next run matches those that are nobody's.</summary>
    Task ForgetMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Forgets the cursor of a backfill.</summary>
    Task ForgetBackfillAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> moves of a definition whose number is below <paramref name="before"/>, the latest first.</summary>
    Task<ImmutableArray<RowMove>> ListMovesAsync(SyncDefinitionId definition, long before, int limit, CancellationToken cancellationToken);

    /// <summary>How many pairs live: entries with both a row and an item. For guards by percentage.</summary>
    Task<long> CountPairsAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>Raises the epoch by one, that of the run under way too, and gives the new one: from now on every commit of an older one is refused (P9).</summary>
    Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the whole commit in ONE transaction, which first compares the epoch; a reservation is a commit of entries alone, made before
    /// anything is sent. When the epoch is not the current one nothing is changed, and the verdict says so: expected after a take-over,
    /// so it is a value and no exception. The counters and deletes are added to the run, if the store has it.
    /// </summary>
    /// <exception cref="ArgumentException">The commit contradicts itself (<see cref="LedgerCommitRules"/>); nothing was changed.</exception>
    Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken);
}
