using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Ledger;

/// <summary>What every <see cref="ILedger"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract partial class LedgerContract : IAsyncLifetime
{
    protected static readonly SyncDefinitionId Definition = new(new Guid("aaaaaaaa-0000-7000-8000-000000000001"));
    protected static readonly SyncRunId Run = new(new Guid("aaaaaaaa-0000-7000-8000-000000000002"));
    protected static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    protected static readonly Cursor There = new Cursor.Lsn(7);

    private LedgerStores stores = null!; // Set before each test.

    protected ILedger Ledger => stores.Ledger;

    protected ISyncRuns Runs => stores.Runs;

    protected ILosses Losses => stores.Losses;

    public async Task InitializeAsync() => stores = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<LedgerStores> OpenAsync();

    [PostgresFact]
    public async Task Find_Empty_Nothing()
    {
        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Equal(Epoch.None, await Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Commit_EntriesParkedAndCursor_AreThereTogether()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var parked = Parked.First(Definition, Key(3), RowOf(3), null, SyncDirection.Push, ParkReason.TransientFailure, RetrySchedule.Default, Noon);

        Assert.Equal(EpochVerdict.Accepted, await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1), Entry(2)], Parked = [parked], Cursor = There }, default));

        Assert.Equal(Entry(1), Assert.Single(await Ledger.FindAsync(Definition, [Key(1), Key(9)], default)));
        Assert.Equal(Entry(2), Assert.Single(await Ledger.FindByItemsAsync(Definition, [new ItemAddress(new ListId(1), 2)], default)));
        Assert.Empty(await Ledger.FindByItemsAsync(Definition, [new ItemAddress(new ListId(2), 2)], default));
        Assert.Equal(There, await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, new ListId(1), default));
        Assert.Equal(parked, Assert.Single(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon + TimeSpan.FromHours(1), 10, default)));
        Assert.Empty(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 10, default));
    }

    [PostgresFact]
    public async Task Commit_OldEpoch_ChangesNothing()
    {
        var old = await Ledger.TakeOverAsync(Definition, default);
        var current = await Ledger.TakeOverAsync(Definition, default);
        var commit = Of(old) with { Entries = [Entry(1)], Cursor = There, PushDue = [Key(1)] };

        Assert.Equal(EpochVerdict.Fenced, await Ledger.CommitAsync(commit, default));
        Assert.Equal(EpochVerdict.NeverGiven, await Ledger.CommitAsync(commit with { Epoch = current.TakeOver() }, default));

        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Empty(await Ledger.FindPushDueAsync(Definition, 10, default));
        Assert.Equal(EpochVerdict.Accepted, await Ledger.CommitAsync(commit with { Epoch = current }, default));
    }

    [PostgresFact]
    public async Task Commit_Reservation_IsUnsettledUntilItsEntryIsLive()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var reserved = Entry(1) with { State = LedgerState.Reserved, Item = null };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [reserved] }, default);

        Assert.Equal(reserved, Assert.Single(await Ledger.FindUnsettledAsync(Definition, 10, default)));
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default);
        Assert.Empty(await Ledger.FindUnsettledAsync(Definition, 10, default));
    }

    [PostgresFact]
    public async Task Commit_Due_StaysUntilItIsDealtWith()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var item = new ItemAddress(new ListId(1), 1);
        await Ledger.CommitAsync(Of(epoch) with { PushDue = [Key(1)], PullDue = [item] }, default);

        Assert.Equal(Key(1), Assert.Single(await Ledger.FindPushDueAsync(Definition, 10, default)));
        Assert.Equal(item, Assert.Single(await Ledger.FindPullDueAsync(Definition, 10, default)));
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default);
        Assert.Empty(await Ledger.FindPushDueAsync(Definition, 10, default));
        Assert.Empty(await Ledger.FindPullDueAsync(Definition, 10, default));
    }

    [PostgresFact]
    public async Task Commit_Released_LeavesWhatTheOtherDirectionSetAside()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var item = new ItemAddress(new ListId(1), 3);
        var row = Parked.First(Definition, Key(3), RowOf(3), item, SyncDirection.Push, ParkReason.TransientFailure, RetrySchedule.Default, Noon);
        var edit = Parked.First(Definition, Key(3), RowOf(3), item, SyncDirection.Pull, ParkReason.UnknownPerson, RetrySchedule.Default, Noon);
        await Ledger.CommitAsync(Of(epoch) with { Parked = [row, edit] }, default);

        await Ledger.CommitAsync(Of(epoch) with { Released = [Key(3)] }, default);
        Assert.Empty(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon + TimeSpan.FromHours(1), 10, default));
        Assert.Equal(edit, Assert.Single(await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Noon + TimeSpan.FromHours(1), 10, default)));

        await Ledger.CommitAsync(Of(epoch) with { ReleasedItems = [item] }, default);
        Assert.Empty(await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Noon + TimeSpan.FromHours(1), 10, default));
    }

    protected static LedgerCommit Of(Epoch epoch) => new(Definition, Run, epoch);

    private static RowKey RowOf(int number) => new(KeyPart.Of(number));

    protected static SyncKey Key(int number) => SyncKey.Of(Definition, RowOf(number));

    protected static LedgerEntry Entry(int number) => new()
    {
        Definition = Definition,
        Key = Key(number),
        RowKey = RowOf(number),
        State = LedgerState.Live,
        Provenance = Provenance.Push,
        List = new ListId(1),
        Item = number,
        ETag = new ETag("\"11111111-0000-0000-0000-00000000000a,3\""),
        CreatedAt = Noon,
        ChangedAt = Noon,
    };
}
