using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using Xunit;

namespace OrleansSync.Testing.Tables;

/// <summary>What every <see cref="ITableWriter"/> keeps. A derived class opens a new, empty table for each test.</summary>
public abstract class TableWriterContract : IAsyncLifetime
{
    private static readonly RowKey One = TestRows.Key(1);
    private static readonly Row Seen = TestRows.Of(1, "seen", "code", "note");
    private static readonly Row Pulled = Cut(TestRows.Of(2, "pulled", note: "new"));

    protected ITableFixture Table { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Table = await OpenAsync();

    public virtual async Task DisposeAsync() => await Table.DisposeAsync();

    protected abstract Task<ITableFixture> OpenAsync();

    [PostgresFact]
    public async Task DrawKeys_Twice_NeverGivesOneAgain()
    {
        var keys = (await Table.Writer.DrawKeysAsync(Table.Definition, 3, default)).AddRange(await Table.Writer.DrawKeysAsync(Table.Definition, 3, default));

        Assert.Equal(6, keys.Distinct().Count());
    }

    [PostgresFact]
    public async Task Apply_Insert_StoresTheRowAndTellsIt()
    {
        var key = Assert.Single(await Table.Writer.DrawKeysAsync(Table.Definition, 1, default));

        var stored = Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Insert(key, Pulled))).Stored;

        Assert.Equal(await Table.FindAsync(key), stored);
        Assert.Equal(TestRows.Of(2, "pulled", note: "new"), stored);
    }

    [PostgresFact]
    public async Task Apply_InsertOnceMore_CountsAsAppliedAndStoresOne()
    {
        var key = Assert.Single(await Table.Writer.DrawKeysAsync(Table.Definition, 1, default));
        await ApplyAsync(new TableWrite.Insert(key, Pulled));

        Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Insert(key, Pulled)));
    }

    [PostgresFact]
    public async Task Apply_InsertOverAnotherRow_ChangesNothing()
    {
        await Table.PutAsync(One, Seen);

        Assert.IsType<TableOutcome.PreconditionFailed>(await ApplyAsync(new TableWrite.Insert(One, Pulled)));
        Assert.Equal(Seen, await Table.FindAsync(One));
    }

    [PostgresFact]
    public async Task Apply_UpdateOfTheRowAsSeen_WritesItsColumnsOnly()
    {
        await Table.PutAsync(One, Seen);

        var stored = Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Update(One, Only("amount", new NumberValue(9)), HashOf(Seen)))).Stored;

        Assert.Equal(TestRows.Of(9, "seen", "code", "note"), stored);
        Assert.Equal(stored, await Table.FindAsync(One));
    }

    [PostgresFact]
    public async Task Apply_UpdateOfARowThatChanged_ChangesNothing()
    {
        await Table.PutAsync(One, Seen);
        await Table.PutAsync(One, TestRows.Of(1, "edited", "code", "note"));

        Assert.IsType<TableOutcome.PreconditionFailed>(await ApplyAsync(new TableWrite.Update(One, Only("amount", new NumberValue(9)), HashOf(Seen))));
        Assert.Equal(TestRows.Of(1, "edited", "code", "note"), await Table.FindAsync(One));
    }

    [PostgresFact]
    public async Task Apply_UpdateOnceMore_CountsAsApplied()
    {
        await Table.PutAsync(One, Seen);
        var update = new TableWrite.Update(One, Only("amount", new NumberValue(9)), HashOf(Seen));
        await ApplyAsync(update);

        Assert.IsType<TableOutcome.Applied>(await ApplyAsync(update));
    }

    [PostgresFact]
    public async Task Apply_UpdateWhateverTheRowIs_Writes()
    {
        await Table.PutAsync(One, Seen);

        Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Update(One, Only("name", Value.Null), null)));
        Assert.Equal(Value.Null, (await Table.FindAsync(One))!.Find("name"));
    }

    [PostgresFact]
    public async Task Apply_UpdateOfNoRow_IsNotWhatWasSeen() =>
        Assert.IsType<TableOutcome.PreconditionFailed>(await ApplyAsync(new TableWrite.Update(One, Only("amount", new NumberValue(9)), null)));

    [PostgresFact]
    public async Task Apply_Delete_OnlyTheRowAsSeen()
    {
        await Table.PutAsync(One, TestRows.Of(1, "edited", "code", "note"));

        Assert.IsType<TableOutcome.PreconditionFailed>(await ApplyAsync(new TableWrite.Delete(One, HashOf(Seen))));
        Assert.NotNull(await Table.FindAsync(One));

        await Table.PutAsync(One, Seen);
        Assert.Equal(new TableOutcome.Applied(null), await ApplyAsync(new TableWrite.Delete(One, HashOf(Seen))));
        Assert.Null(await Table.FindAsync(One));
        Assert.Equal(new TableOutcome.Applied(null), await ApplyAsync(new TableWrite.Delete(One, HashOf(Seen))));
    }

    [PostgresFact]
    public async Task Apply_Mark_SetsAndClearsIt()
    {
        await Table.PutAsync(One, Seen);

        Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Mark(One, true, HashOf(Seen))));
        Assert.True(await Table.IsMarkedAsync(One));
        Assert.IsType<TableOutcome.Applied>(await ApplyAsync(new TableWrite.Mark(One, false, HashOf(Seen))));
        Assert.False(await Table.IsMarkedAsync(One));
        Assert.Equal(Seen, await Table.FindAsync(One));
    }

    [PostgresFact]
    public async Task Apply_RowThatTheTableRefuses_LeavesTheOthersOfTheBatch()
    {
        await Table.RefuseNameAsync("bad");
        await Table.PutAsync(One, Seen);

        var outcomes = await Table.Writer.ApplyAsync(
            Table.Definition,
            [new TableWrite.Insert(TestRows.Key(2), Cut(TestRows.Of(2, "good"))), new TableWrite.Insert(TestRows.Key(3), Cut(TestRows.Of(3, "bad"))), new TableWrite.Update(One, Only("amount", new NumberValue(9)), null)],
            default);

        Assert.IsType<TableOutcome.Applied>(outcomes[0]);
        Assert.Equal(new TableOutcome.Parked(ParkReason.WriteRefused), outcomes[1]);
        Assert.IsType<TableOutcome.Applied>(outcomes[2]);
        Assert.NotNull(await Table.FindAsync(TestRows.Key(2)));
        Assert.Null(await Table.FindAsync(TestRows.Key(3)));
    }

    [PostgresFact]
    public async Task Apply_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Table.Writer.ApplyAsync(Table.Definition, [new TableWrite.Delete(One, null)], new CancellationToken(canceled: true)));

    private async Task<TableOutcome> ApplyAsync(TableWrite write) => Assert.Single(await Table.Writer.ApplyAsync(Table.Definition, [write], default));

    private static RowHash? HashOf(Row row) => row.Hash(TestRows.Columns.Push);

    private static Row Only(string name, Value value) => Row.Of(ImmutableDictionary.CreateRange([KeyValuePair.Create(name, value)]));

    private static Row Cut(Row row) => row.Where((name, _) => TestRows.Columns.Pull.IndexOf(name) >= 0);
}
