using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Tables;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using Xunit;

namespace OrleansSync.Testing.Tables;

/// <summary>What every <see cref="ITableReader"/> keeps. A derived class opens a new, empty table for each test.</summary>
public abstract class TableReaderContract(ChangeSource source) : IAsyncLifetime
{
    private const int Pages = 200;

    protected ITableFixture Table { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Table = await OpenAsync(source);

    public virtual async Task DisposeAsync() => await Table.DisposeAsync();

    protected abstract Task<ITableFixture> OpenAsync(ChangeSource source);

    [PostgresFact]
    public async Task ReadChanges_EmptyTable_IsAtItsEnd()
    {
        var batch = await ReadAsync(null, 10);

        Assert.Empty(batch.Changes);
        Assert.True(batch.IsEnd);
    }

    [PostgresFact]
    public async Task ReadChanges_PageByPage_GivesEveryRowOnceWithItsValues()
    {
        for (var id = 1; id <= 7; id++)
        {
            await Table.PutAsync(TestRows.Key(id), TestRows.Of(id, $"row {id}", "code", "note"));
        }

        var (changes, _) = await ReadAllAsync(null, 3);

        Assert.Equal(Enumerable.Range(1, 7).Select(TestRows.Key), changes.Select(change => change.Key));
        Assert.All(changes, change => Assert.Equal(TestRows.SyncKeyOf((int)change.Key.Parts[0].Number), change.SyncKey));
        Assert.Equal(TestRows.Of(5, "row 5", "code", "note"), changes[4].Row);
    }

    [PostgresFact]
    public async Task ReadChanges_FullScan_IsInTheOrderOfKeysWhateverChangesAreFollowedBy()
    {
        await PutAsync(3, 1, 2);
        var first = await ReadAsync(new Cursor.FullScan(null, DateTimeOffset.UnixEpoch), 2);
        var second = await ReadAsync(first.Next, 2);

        Assert.Equal([TestRows.Key(1), TestRows.Key(2), TestRows.Key(3)], first.Changes.AddRange(second.Changes).Select(view => ((RowView.Seen)view).Change.Key));
        Assert.Equal((false, true), (first.IsEnd, second.IsEnd));
    }

    [PostgresFact]
    public async Task ScanKeys_Table_TellsEveryKeyOnce()
    {
        await PutAsync(1, 2, 3, 4);
        await Table.DeleteAsync(TestRows.Key(2));
        var seen = new List<Engine.Keys.SyncKey>();

        await Table.Reader.ScanKeysAsync(TestRows.Definition, seen.Add, default);

        Assert.Equal(new[] { 1, 3, 4 }.Select(TestRows.SyncKeyOf).Order(), seen.Order());
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScanRows_Table_TellsEveryRowByKeyAndHash(bool withRows)
    {
        await Table.PutAsync(TestRows.Key(1), TestRows.Of(1, "Zoë", "code", "note"));
        await Table.PutAsync(TestRows.Key(2), TestRows.Of(-2, " two\tlines ", null, null), hasWatermark: false);
        await PutAsync(3);
        await Table.DeleteAsync(TestRows.Key(3));
        var seen = new List<ScannedRow>();

        var next = await Table.Reader.ScanRowsAsync(Table.Definition, withRows, seen.Add, default);

        Assert.Equal(source == ChangeSource.Capture, next is null);
        Engine.Rows.Row[] rows = source == ChangeSource.Capture ? [] : [TestRows.Of(1, "Zoë", "code", "note"), TestRows.Of(-2, " two\tlines ")];
        Assert.Equal(rows.Select((row, index) => (TestRows.SyncKeyOf(index + 1), row.Hash(TestRows.Columns.Push))), seen.Select(row => (row.Key, row.Hash)).OrderBy(row => row.Key != TestRows.SyncKeyOf(1)));
        Assert.All(seen, row => Assert.Equal(withRows, row.Change is { Row: not null }));
    }

    [PostgresFact]
    public async Task ScanRows_OpenTransaction_LosesNothing()
    {
        await PutAsync(1);
        var commit = await Table.PutInOpenTransactionAsync(TestRows.Key(2), TestRows.Of(2, "late"));
        await PutAsync(3);
        var seen = new List<Engine.Keys.SyncKey>();

        var next = await Table.Reader.ScanRowsAsync(Table.Definition, false, row => seen.Add(row.Key), default);
        await commit();
        var (after, _) = await ReadAllAsync(next, 1);

        Assert.Equal(new[] { 1, 2, 3 }.Select(TestRows.SyncKeyOf).Order(), seen.Concat(after.Select(change => change.SyncKey)).Distinct().Order());
    }

    [PostgresFact]
    public async Task FindKeys_SomeWanted_GivesThoseUpToTheLimit()
    {
        await PutAsync(1, 2, 3, 4);

        var found = await Table.Reader.FindKeysAsync(Table.Definition, key => key != TestRows.SyncKeyOf(2), 10, default);
        var some = await Table.Reader.FindKeysAsync(Table.Definition, key => key != TestRows.SyncKeyOf(2), 2, default);

        Assert.Equal([TestRows.Key(1), TestRows.Key(3), TestRows.Key(4)], found.Order());
        Assert.Equal(2, some.Length);
    }

    [PostgresFact]
    public async Task ReadChanges_Limit_IsKept()
    {
        await PutAsync(1, 2, 3);

        var batch = await ReadAsync(null, 2);

        Assert.Equal(2, batch.Changes.Length);
        Assert.False(batch.IsEnd);
    }

    [PostgresFact]
    public async Task ReadChanges_SameCursorTwice_GivesTheSame()
    {
        await PutAsync(1, 2, 3);
        var first = await ReadAsync(null, 2);

        var once = await ReadAsync(first.Next, 2);
        var again = await ReadAsync(first.Next, 2);

        Assert.Equal(once.Changes.Select(Of), again.Changes.Select(Of));
        Assert.Equal(once.Next, again.Next);
    }

    [PostgresFact]
    public async Task ReadChanges_AfterTheEnd_GivesWhatChangedSince()
    {
        await PutAsync(1, 2);
        var (_, end) = await ReadAllAsync(null, 10);
        await Table.PutAsync(TestRows.Key(1), TestRows.Of(100, "changed"));
        await PutAsync(3);

        // A scan that ended begins anew.
        var (changes, _) = await ReadAllAsync(source == ChangeSource.FullScan ? null : end, 10);

        Assert.Equal(source == ChangeSource.FullScan ? [TestRows.Key(1), TestRows.Key(2), TestRows.Key(3)] : [TestRows.Key(1), TestRows.Key(3)], changes.Select(change => change.Key));
        Assert.Equal(TestRows.Of(100, "changed"), changes[0].Row);
    }

    [PostgresFact]
    public async Task ReadChanges_DeletedRow_IsToldByCaptureOnly()
    {
        await PutAsync(1, 2);
        var (_, end) = await ReadAllAsync(null, 10);
        await Table.DeleteAsync(TestRows.Key(1));

        var (changes, _) = await ReadAllAsync(source == ChangeSource.FullScan ? null : end, 10);

        var deleted = changes.Where(change => change.IsDeleted).ToList();
        Assert.Equal(source == ChangeSource.Capture ? [TestRows.Key(1)] : [], deleted.Select(change => change.Key));
        Assert.All(deleted, change => Assert.Equal(RowReading.Captured, change.Reading));
    }

    [PostgresFact]
    public async Task ReadChanges_OpenTransaction_LosesNothing()
    {
        await PutAsync(1);
        var commit = await Table.PutInOpenTransactionAsync(TestRows.Key(2), TestRows.Of(2, "late"));
        await PutAsync(3);

        var (before, reached) = await ReadAllAsync(null, 1);
        await commit();
        var (after, _) = await ReadAllAsync(source == ChangeSource.FullScan ? null : reached, 1);

        Assert.Equal([TestRows.Key(1), TestRows.Key(2), TestRows.Key(3)], before.Concat(after).Select(change => change.Key).Distinct().Order());
    }

    [PostgresFact]
    public async Task ReadChanges_NoWatermark_IsReadOnce()
    {
        await PutAsync(1, 2);
        await Table.PutAsync(TestRows.Key(3), TestRows.Of(3, "null"), hasWatermark: false);
        await Table.PutAsync(TestRows.Key(4), TestRows.Of(4, "null"), hasWatermark: false);

        var (changes, _) = await ReadAllAsync(null, 1);

        // Only a keyset goes by the watermark, and has the rows without one first.
        int[] order = source == ChangeSource.Keyset ? [3, 4, 1, 2] : [1, 2, 3, 4];
        Assert.Equal(order.Select(TestRows.Key), changes.Select(change => change.Key));
    }

    [PostgresFact]
    public async Task FindRows_SomeThereAndSomeNot_AnswersEachInOrder()
    {
        await PutAsync(1, 3);

        var found = await Table.Reader.FindRowsAsync(Table.Definition, [TestRows.Key(3), TestRows.Key(2), TestRows.Key(1)], default);

        Assert.Equal([TestRows.Key(3), TestRows.Key(2), TestRows.Key(1)], found.Select(view => Of(view).Key));
        Assert.Equal([false, true, false], found.Select(view => Of(view).IsDeleted));
        Assert.All(found, view => Assert.Equal(RowReading.Read, Of(view).Reading));
    }

    [PostgresFact]
    public async Task ReadChanges_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Table.Reader.ReadChangesAsync(Table.Definition, null, 10, new CancellationToken(canceled: true)));

    private Task<TableBatch> ReadAsync(Cursor? cursor, int limit) => Table.Reader.ReadChangesAsync(Table.Definition, cursor, limit, default);

    private async Task<(List<RowChange> Changes, Cursor? End)> ReadAllAsync(Cursor? cursor, int limit)
    {
        var changes = new List<RowChange>();
        for (var page = 0; page < Pages; page++)
        {
            var batch = await ReadAsync(cursor, limit);
            changes.AddRange(batch.Changes.Select(Of));
            cursor = batch.Next;
            if (batch.IsEnd)
            {
                return (changes, cursor);
            }
        }

        throw new InvalidOperationException($"No end within {Pages} pages.");
    }

    private async Task PutAsync(params int[] ids)
    {
        foreach (var id in ids)
        {
            await Table.PutAsync(TestRows.Key(id), TestRows.Of(id, "row"));
        }
    }

    private static RowChange Of(RowView view) => Assert.IsType<RowView.Seen>(view).Change;
}
