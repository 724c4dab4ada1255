using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Lists;
using OrleansSync.Testing.Rows;
using Xunit;

namespace OrleansSync.Testing.Lists;

/// <summary>What every <see cref="IListReader"/> keeps. A derived class opens a new, empty list for each test.</summary>
public abstract class ListReaderContract : IAsyncLifetime
{
    private const int Pages = 200;

    protected IListFixture List { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => List = await OpenAsync();

    public virtual async Task DisposeAsync() => await List.DisposeAsync();

    protected abstract Task<IListFixture> OpenAsync();

    [Fact]
    public async Task ReadDelta_NoLink_EnumeratesEveryItem()
    {
        var items = new List<int>();
        for (var number = 1; number <= 7; number++)
        {
            items.Add((await List.AddAsync(TestRows.Of(number, $"item {number}", note: "note"), TestRows.SyncKeyOf(number))).Item);
        }

        var (changes, _) = await ReadAllAsync(null);

        Assert.Equal(items.Order(), changes.Select(change => change.Item.Item).Distinct().Order());
        var third = changes.Last(change => change.Item.Item == items[2]);
        Assert.Equal(TestRows.Of(3, "item 3", note: "note"), third.Row);
        Assert.Equal(TestRows.SyncKeyOf(3), third.SyncKey);
        Assert.NotNull(third.ETag);
        Assert.All(changes, change => Assert.True(change.IsRestart));
    }

    [Fact]
    public async Task ReadDelta_AfterTheEnd_GivesWhatChangedSince()
    {
        var (kept, edited, deleted) = (await AddAsync(1), await AddAsync(2), await AddAsync(3));
        var (_, link) = await ReadAllAsync(null);
        await List.EditAsync(edited, TestRows.Of(20, "edited"));
        await List.DeleteAsync(deleted);
        var added = await AddAsync(4);

        var (changes, _) = await ReadAllAsync(link);

        Assert.DoesNotContain(changes, change => change.Item.Item == kept);
        Assert.Equal(TestRows.Of(20, "edited"), changes.Last(change => change.Item.Item == edited).Row);
        var tombstone = changes.Last(change => change.Item.Item == deleted);
        Assert.True(tombstone.IsDeleted);
        Assert.Null(tombstone.ETag);
        Assert.Contains(changes, change => change.Item.Item == added && !change.IsRestart);
    }

    [Fact]
    public async Task ReadDelta_SameLinkTwice_GivesTheSameItems()
    {
        var (_, link) = await ReadAllAsync(null);
        await AddAsync(1);
        await AddAsync(2);

        var (once, _) = await ReadAllAsync(link);
        var (again, _) = await ReadAllAsync(link);

        Assert.Equal(once.Select(change => change.Item).Distinct().Order(), again.Select(change => change.Item).Distinct().Order());
        Assert.Equal(2, once.Select(change => change.Item).Distinct().Count());
    }

    [Fact]
    public async Task ReadDelta_NothingChanged_EndsEmpty()
    {
        await AddAsync(1);
        var (_, link) = await ReadAllAsync(null);

        var (changes, _) = await ReadAllAsync(link);

        Assert.Empty(changes);
    }

    [Fact]
    public async Task ReadDelta_DeadLink_EnumeratesAnewAndInventsNoDelete()
    {
        var (kept, deleted) = (await AddAsync(1), await AddAsync(2));
        var (_, link) = await ReadAllAsync(null);
        await List.DeleteAsync(deleted);
        await List.ForgetLinksAsync();

        var page = await List.Reader.ReadDeltaAsync(List.Definition, List.List, link, default);

        Assert.True(page.IsRestart);
        Assert.Equal([kept], page.Changes.Select(view => Of(view).Item.Item));
        Assert.All(page.Changes, view => Assert.True(Of(view).IsRestart));
    }

    [Fact]
    public async Task ReadDelta_RestoredItem_IsThereInALaterVersion()
    {
        var item = await AddAsync(1);
        var before = Of(Assert.Single(await FindAsync(item))).ETag!.Value;
        await List.DeleteAsync(item);
        var (_, link) = await ReadAllAsync(null);
        await List.RestoreAsync(item);

        var (changes, _) = await ReadAllAsync(link);

        var last = changes.Last(change => change.Item.Item == item);
        Assert.False(last.IsDeleted);
        Assert.True(last.ETag!.Value.IsLaterThan(before));
    }

    [Fact]
    public async Task FindItems_SomeThereAndSomeNot_AnswersEachInOrder()
    {
        var (first, second) = (await AddAsync(1), await AddAsync(2));
        await List.DeleteAsync(first);

        var found = await FindAsync(second, first);

        Assert.Equal([second, first], found.Select(view => Of(view).Item.Item));
        Assert.Equal([false, true], found.Select(view => Of(view).IsDeleted));
    }

    [Fact]
    public async Task FindByKeys_OneOfTwo_GivesItsItem()
    {
        var item = await AddAsync(1);
        await AddAsync(2);

        var found = await List.Reader.FindByKeysAsync(List.Definition, List.List, [TestRows.SyncKeyOf(1), TestRows.SyncKeyOf(9)], default);

        Assert.Equal([item], found.Select(view => Of(view).Item.Item));
        Assert.Equal(TestRows.SyncKeyOf(1), Of(Assert.Single(found)).SyncKey);
    }

    [Fact]
    public async Task ReadDelta_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => List.Reader.ReadDeltaAsync(List.Definition, List.List, null, new CancellationToken(canceled: true)));

    private async Task<int> AddAsync(int number) => (await List.AddAsync(TestRows.Of(number, "item"), TestRows.SyncKeyOf(number))).Item;

    private async Task<ItemView[]> FindAsync(params int[] items) => [.. await List.Reader.FindItemsAsync(List.Definition, List.List, [.. items], default)];

    private async Task<(List<ItemChange> Changes, Cursor.DeltaLink Link)> ReadAllAsync(Cursor.DeltaLink? link)
    {
        var changes = new List<ItemChange>();
        for (var page = 0; page < Pages; page++)
        {
            var read = await List.Reader.ReadDeltaAsync(List.Definition, List.List, link, default);
            changes.AddRange(read.Changes.Select(Of));
            link = read.Next;
            Assert.Equal(read.IsEnd, link.EndedAt is not null);
            if (read.IsEnd)
            {
                return (changes, link);
            }
        }

        throw new InvalidOperationException($"No end within {Pages} pages.");
    }

    private static ItemChange Of(ItemView view) => Assert.IsType<ItemView.Seen>(view).Change;
}
