using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Ledger;

/// <summary>What is set aside, what is due, where the cursors stand, and what was lost.</summary>
public abstract partial class LedgerContract
{
    private static readonly DateTimeOffset Later = Noon.AddDays(30);

    [PostgresFact]
    public async Task Commit_AnyParked_ComesBackAsItWas()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var conflict = ConflictOf(4, EveryKind);
        Parked[] parked =
        [
            .. Enum.GetValues<ParkReason>().Select((reason, index) => Aside(10 + index) with { Reason = reason, Attempt = 1 + index, DueAt = Noon.AddMicroseconds(index) }),
            Aside(30) with { Conflict = conflict, DueAt = Noon.AddSeconds(1) },
            AsideItem(31) with { DueAt = Noon.AddSeconds(2) },
            AsideItem(32) with { DueAt = Noon.AddSeconds(3), Key = Key(32), RowKey = RowOf(32), Conflict = conflict with { Base = null } },
            AsideItem(33) with { DueAt = Noon.AddSeconds(4), Key = Key(33), RowKey = null },
        ];

        await Ledger.CommitAsync(Of(epoch) with { Parked = [.. parked] }, default);

        Assert.Equal(parked.Where(one => one.Direction == SyncDirection.Push), await Ledger.FindDueAsync(Definition, SyncDirection.Push, Later, 100, default));
        Assert.Equal(parked.Where(one => one.Direction == SyncDirection.Pull), await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Later, 100, default));
    }

    [PostgresFact]
    public async Task Commit_ParkedAgain_ReplacesWhatTheSameDirectionHadUnderTheName()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { Parked = [Aside(1), AsideItem(1), Aside(2), AsideItem(2)] }, default);
        var (row, item) = (Aside(1) with { Item = new ItemAddress(new ListId(9), 9), Attempt = 2 }, AsideItem(1) with { Key = Key(7), RowKey = RowOf(7), Attempt = 2 });

        await Ledger.CommitAsync(Of(epoch) with { Parked = [row, item] }, default);

        Assert.Equal(new[] { row, Aside(2) }.OrderBy(one => one.Key), await Ledger.FindDueAsync(Definition, SyncDirection.Push, Later, 10, default));
        Assert.Equal(new[] { item, AsideItem(2) }, await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Later, 10, default));
    }

    [PostgresFact]
    public async Task Commit_ReleasedItem_LeavesTheRowThatAPushSetAside()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var row = Aside(1) with { Item = Item(1) };
        await Ledger.CommitAsync(Of(epoch) with { Parked = [row, AsideItem(1)] }, default);

        await Ledger.CommitAsync(Of(epoch) with { ReleasedItems = [Item(1)] }, default);

        Assert.Equal(row, Assert.Single(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Later, 10, default)));
        Assert.Empty(await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Later, 10, default));
    }

    [PostgresFact]
    public async Task FindDue_Ties_RowsByKeyAndItemsByAddress()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var rows = Enumerable.Range(1, 20).Select(Aside).ToArray();
        var items = Enumerable.Range(1, 20).Select(number => AsideItem(number) with { Item = new ItemAddress(new ListId(1 + (number % 3)), number), Key = Key(number), RowKey = RowOf(number) }).ToArray();
        var first = AsideItem(99) with { DueAt = Noon.AddMicroseconds(-1) };
        var person = Aside(98) with { DueAt = null };
        await Ledger.CommitAsync(Of(epoch) with { Parked = [.. items.Reverse(), .. rows, person, first] }, default);

        Assert.Equal(rows.OrderBy(row => row.Key!.Value), await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 100, default));
        Parked[] expected = [first, .. items.OrderBy(item => item.Item!.Value)];
        Assert.Equal(expected, await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Noon, 100, default));
        Assert.Equal(expected[..15], await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Noon, 15, default));
        Assert.Equal(first, Assert.Single(await Ledger.FindDueAsync(Definition, SyncDirection.Pull, Noon.AddMicroseconds(-1), 25, default)));
    }

    [PostgresFact]
    public async Task FindPushDue_Several_AreInOrderUpToTheLimit()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { PushDue = [.. Enumerable.Range(1, 20).Select(Key), Key(1)] }, default);
        await Ledger.CommitAsync(Of(epoch) with { PushDue = [Key(1)] }, default);

        var expected = Enumerable.Range(1, 20).Select(Key).Order().ToArray();
        Assert.Equal(expected, await Ledger.FindPushDueAsync(Definition, 100, default));
        Assert.Equal(expected[..5], await Ledger.FindPushDueAsync(Definition, 5, default));
    }

    [PostgresFact]
    public async Task FindPullDue_Several_AreInOrderUpToTheLimit()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        ItemAddress[] items = [new(new ListId(2), 1), new(new ListId(1), 12), new(new ListId(1), 3), new(new ListId(10), 2)];
        await Ledger.CommitAsync(Of(epoch) with { PullDue = [.. items, items[0]] }, default);

        Assert.Equal(items.Order(), await Ledger.FindPullDueAsync(Definition, 100, default));
        Assert.Equal(items.Order().Take(2), await Ledger.FindPullDueAsync(Definition, 2, default));
    }

    [PostgresFact]
    public async Task Commit_EachWayToDealWithWhatIsDue_ClearsIt()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { PushDue = [.. Enumerable.Range(1, 5).Select(Key)], PullDue = [.. Enumerable.Range(1, 6).Select(Item)] }, default);
        var moved = Entry(4) with { State = Engine.Ledger.LedgerState.Moving, MovingTo = new ListId(1), MovedItem = 5 };

        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)], Parked = [Aside(2), AsideItem(2)], Released = [Key(3)], ReleasedItems = [Item(3)] }, default);
        Assert.Equal(new[] { Key(4), Key(5) }.Order(), await Ledger.FindPushDueAsync(Definition, 10, default));
        Assert.Equal(new[] { Item(4), Item(5), Item(6) }, await Ledger.FindPullDueAsync(Definition, 10, default));

        await Ledger.CommitAsync(Of(epoch) with { Entries = [moved], PushDue = [Key(4)], PullDue = [Item(4)] }, default);
        Assert.Equal(new[] { Key(4), Key(5) }.Order(), await Ledger.FindPushDueAsync(Definition, 10, default));
        Assert.Equal(new[] { Item(4), Item(6) }, await Ledger.FindPullDueAsync(Definition, 10, default));
    }

    [PostgresFact]
    public async Task Commit_PullParksARow_TheKeyStaysDueForAPush()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { PushDue = [Key(1)], PullDue = [Item(1)] }, default);

        await Ledger.CommitAsync(Of(epoch) with { Parked = [AsideItem(2) with { Key = Key(1), RowKey = RowOf(1) }, Aside(2) with { Item = Item(1) }] }, default);

        Assert.Equal(Key(1), Assert.Single(await Ledger.FindPushDueAsync(Definition, 10, default)));
        Assert.Equal(Item(1), Assert.Single(await Ledger.FindPullDueAsync(Definition, 10, default)));
    }

    [PostgresFact]
    public async Task Commit_AnyCursor_ComesBackAsItWas()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Cursor[] cursors =
        [
            new Cursor.Keyset(null, null),
            new Cursor.Keyset(Watermark.Find(KeyPart.OfTimestamp(1_700_000_000_123_456)), RowOf(1)),
            new Cursor.Keyset(Watermark.Find(KeyPart.Of(12345678901234567890.5m)), null),
            new Cursor.Keyset(Watermark.Find(KeyPart.Of(7)), RowOf(1), Watermark.Find(KeyPart.Of(6))),
            new Cursor.Keyset(Watermark.Find(KeyPart.Of(new Guid("01930000-0000-7000-8000-000000000001"))), new RowKey(KeyPart.Of("a\"\0"), KeyPart.Of(2))),
            new Cursor.Keyset(Watermark.Find(KeyPart.Of(new DateOnly(2026, 2, 28))), null),
            new Cursor.Lsn(ulong.MaxValue),
            new Cursor.DeltaLink("https://graph.example/delta?token='\"\0é", null),
            new Cursor.DeltaLink(new string('x', 20_000), Noon.AddMicroseconds(3)),
            new Cursor.FullScan(null, Noon),
            new Cursor.FullScan(RowOf(3), Noon.AddMicroseconds(7)),
        ];
        foreach (var cursor in cursors)
        {
            await Ledger.CommitAsync(Of(epoch) with { Cursor = cursor, CursorList = new ListId(1) }, default);
            Assert.Equal(cursor, await Ledger.FindCursorAsync(Definition, new ListId(1), default));
        }

        await Ledger.CommitAsync(Of(epoch) with { Cursor = There }, default);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default);
        Assert.Equal(There, await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Equal(cursors[^1], await Ledger.FindCursorAsync(Definition, new ListId(1), default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, new ListId(2), default));
    }

    [PostgresFact]
    public async Task Commit_Losses_AreKeptLatestFirst()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Loss[] losses = [new(ConflictOf(1, EveryKind), SyncDirection.Push), new(ConflictOf(1, Row.Empty), SyncDirection.Pull), new(ConflictOf(2, null), SyncDirection.TwoWay), new(ConflictOf(1, null), SyncDirection.TwoWay)];
        await Ledger.CommitAsync(Of(epoch) with { Losses = [.. losses[..3]] }, default);
        await Ledger.CommitAsync(Of(epoch) with { Losses = [losses[3]] }, default);

        Assert.Equal(new[] { losses[3], losses[1], losses[0] }, await Losses.FindLossesAsync(Definition, Key(1), 10, default));
        Assert.Equal(new[] { losses[3], losses[1] }, await Losses.FindLossesAsync(Definition, Key(1), 2, default));
        Assert.Empty(await Losses.FindLossesAsync(Definition, Key(3), 10, default));
    }

    private static ItemAddress Item(int number) => new(new ListId(1), number);

    /// <summary>A row, due at noon.</summary>
    [PostgresFact]
    public async Task FindUnsettled_EntrySetAsideByAPush_ComesWhenItIsDueOnly()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var reserved = Entry(1) with { State = LedgerState.Reserved, Item = null };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [reserved, Entry(2) with { State = LedgerState.Reserved, Item = null }], Parked = [Aside(2), Aside(3)] }, default);

        Assert.Equal(reserved, Assert.Single(await Ledger.FindUnsettledAsync(Definition, 10, default)));
        Assert.Equal(new[] { Key(2), Key(3) }.Order(), (await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 10, default)).Select(parked => parked.Key!.Value).Order());
    }

    [PostgresFact]
    public async Task FindOutcomesDue_RowsSetAsideForOtherReasonsToo_IsTheFirstOfThoseAwaited()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        Assert.Null(await Ledger.FindOutcomesDueAsync(Definition, default));
        await Ledger.CommitAsync(Of(epoch) with { Parked = [Aside(1), Aside(2).Until(Noon.AddMinutes(7)), Aside(3).Until(Noon.AddMinutes(5)), Aside(4).Until(Noon) with { DueAt = null }] }, default);

        Assert.Equal(Noon.AddMinutes(5), await Ledger.FindOutcomesDueAsync(Definition, default));
        await Ledger.CommitAsync(Of(epoch) with { Released = [Key(3)] }, default);
        Assert.Equal(Noon.AddMinutes(7), await Ledger.FindOutcomesDueAsync(Definition, default));
        Assert.Null(await Ledger.FindOutcomesDueAsync(new SyncDefinitionId(new Guid("bbbbbbbb-0000-7000-8000-000000000001")), default));
    }

    private static Parked Aside(int number) => new(Definition, Key(number), RowOf(number), null, SyncDirection.Push, ParkReason.TransientFailure, 1, Noon);

    /// <summary>An item without a row, due at noon.</summary>
    private static Parked AsideItem(int number) => new(Definition, null, null, Item(number), SyncDirection.Pull, ParkReason.UnknownPerson, 1, Noon);

    private static Conflict ConflictOf(int number, Row? row) => new(
        new RowChange(RowOf(number), Key(number), row, RowReading.Captured, Watermark.Find(KeyPart.OfTimestamp(5)), Noon.AddTicks(7)),
        new ItemChange(Item(number), row is null ? null : new ETag("\"{X},1\""), row, Key(number), Noon, IsRestart: true, IsMarked: true),
        row);

    [PostgresFact]
    public async Task ListParked_Rescheduled_HasTheNewTimesOfThoseRowsOnly()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var parked = new[] { 1, 2, 3 }.Select(id => Parked.First(Definition, Key(id), RowOf(id), null, SyncDirection.Push, ParkReason.ValueRefused, RetrySchedule.Default, Noon)).ToArray();
        await Ledger.CommitAsync(Of(epoch) with { Parked = [.. parked] }, default);

        Assert.Equal(1, await Ledger.RescheduleParkedAsync(Definition, [Key(2)], Noon, default));
        Assert.Equal(Key(2), Assert.Single(await Ledger.FindDueAsync(Definition, SyncDirection.Push, Noon, 10, default)).Key);
        Assert.Equal(3, await Ledger.RescheduleParkedAsync(Definition, [], null, default));

        var first = await Ledger.ListParkedAsync(Definition, null, 2, default);
        var second = await Ledger.ListParkedAsync(Definition, first[^1].Key, 2, default);
        Assert.Equal(parked.Select(one => one with { DueAt = null }).OrderBy(one => one.Key), [.. first, .. second]);
    }
}
