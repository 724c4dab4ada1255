using System.Collections.Immutable;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;
using OrleansSync.Testing.Rows;
using Xunit;

namespace OrleansSync.Testing.Lists;

/// <summary>What every <see cref="IListWriter"/> keeps. A derived class opens a new, empty list for each test.</summary>
public abstract class ListWriterContract : IAsyncLifetime
{
    private static readonly Row Fields = TestRows.Of(1, "one", "code");

    protected IListFixture List { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => List = await OpenAsync();

    public virtual async Task DisposeAsync() => await List.DisposeAsync();

    protected abstract Task<IListFixture> OpenAsync();

    [Fact]
    public async Task Apply_Create_MakesOneItemThatCarriesTheKey()
    {
        var made = await CreateAsync(1);

        Assert.Equal(Fields, await List.FindAsync(made.Item));
        var seen = Assert.IsType<ItemView.Seen>(Assert.Single(await FindByKeyAsync(1)));
        Assert.Equal((made.Item, made.ETag), (seen.Change.Item.Item, seen.Change.ETag));
    }

    [Fact]
    public async Task Apply_CreateOfATakenKey_IsAUniqueViolation()
    {
        await CreateAsync(1);

        Assert.IsType<ListOutcome.UniqueViolation>(await ApplyAsync(new ListWrite.Create(TestRows.SyncKeyOf(1), Fields)));
        Assert.Single(await FindByKeyAsync(1));
    }

    [Fact]
    public async Task Apply_CreateWhoseReplyIsLost_IsFoundByItsKey()
    {
        await List.LoseNextReplyAsync();

        Assert.IsType<ListOutcome.ReplyLost>(await ApplyAsync(new ListWrite.Create(TestRows.SyncKeyOf(1), Fields)));
        Assert.Single(await FindByKeyAsync(1));
    }

    [Fact]
    public async Task Apply_UpdateUnderItsVersion_WritesItsFieldsOnly()
    {
        var made = await CreateAsync(1);

        var update = new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("amount", new NumberValue(9)), null);
        var written = Assert.IsType<ListOutcome.Applied>(await ApplyAsync(update));

        Assert.Equal(TestRows.Of(9, "one", "code"), await List.FindAsync(made.Item));
        Assert.NotEqual(made.ETag, written.ETag);
    }

    [Fact]
    public async Task Apply_UpdateUnderAnOldVersion_ChangesNothing()
    {
        var made = await CreateAsync(1);
        await List.EditAsync(made.Item, Only("name", new TextValue("edited")));

        Assert.IsType<ListOutcome.PreconditionFailed>(await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("amount", new NumberValue(9)), null)));
        Assert.Equal(TestRows.Of(1, "edited", "code"), await List.FindAsync(made.Item));
    }

    [Fact]
    public async Task Apply_UpdateWithoutAVersion_Writes()
    {
        var made = await CreateAsync(1);
        await List.EditAsync(made.Item, Only("name", new TextValue("edited")));

        Assert.IsType<ListOutcome.Applied>(await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, null, Only("amount", Value.Null), null)));
        Assert.Equal(Value.Null, (await List.FindAsync(made.Item))!.Find("amount"));
    }

    [Fact]
    public async Task Apply_UpdateOfNoItem_IsMissing()
    {
        var made = await CreateAsync(1);
        await List.DeleteAsync(made.Item);

        Assert.IsType<ListOutcome.Missing>(await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("amount", new NumberValue(9)), null)));
    }

    [Fact]
    public async Task Apply_Mark_SetsAndClearsIt()
    {
        var made = await CreateAsync(1);

        var marked = Assert.IsType<ListOutcome.Applied>(await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Row.Empty, true)));
        Assert.True(await List.IsMarkedAsync(made.Item));
        Assert.True(Assert.IsType<ItemView.Seen>(Assert.Single(await FindByKeyAsync(1))).Change.IsMarked);
        await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, marked.ETag, Row.Empty, false));
        Assert.False(await List.IsMarkedAsync(made.Item));
        Assert.Equal(Fields, await List.FindAsync(made.Item));
    }

    [Fact]
    public async Task Apply_Claim_WritesTheKeyIntoAnItemThatHasNone()
    {
        var item = await List.AddAsync(Fields);
        var seen = Assert.IsType<ItemView.Seen>(Assert.Single(await List.Reader.FindItemsAsync(List.Definition, List.List, [item.Item], default))).Change;

        await ApplyAsync(new ListWrite.Update(TestRows.SyncKeyOf(1), item.Item, seen.ETag, Row.Empty, null, Claims: true));

        Assert.Null(seen.SyncKey);
        Assert.Equal(item, Assert.IsType<ItemView.Seen>(Assert.Single(await FindByKeyAsync(1))).Change.Item);
        Assert.Equal(Fields, await List.FindAsync(item.Item));
    }

    [Fact]
    public async Task Apply_Delete_OnlyUnderItsVersion()
    {
        var made = await CreateAsync(1);
        await List.EditAsync(made.Item, Only("name", new TextValue("edited")));

        Assert.IsType<ListOutcome.PreconditionFailed>(await ApplyAsync(new ListWrite.Delete(TestRows.SyncKeyOf(1), made.Item, made.ETag)));
        Assert.NotNull(await List.FindAsync(made.Item));

        var seen = Assert.IsType<ItemView.Seen>(Assert.Single(await FindByKeyAsync(1)));
        Assert.IsType<ListOutcome.Applied>(await ApplyAsync(new ListWrite.Delete(TestRows.SyncKeyOf(1), made.Item, seen.Change.ETag)));
        Assert.Null(await List.FindAsync(made.Item));
    }

    [Fact]
    public async Task Apply_DeleteOfNoItem_CountsAsApplied()
    {
        var made = await CreateAsync(1);
        await List.DeleteAsync(made.Item);

        Assert.IsType<ListOutcome.Applied>(await ApplyAsync(new ListWrite.Delete(TestRows.SyncKeyOf(1), made.Item, made.ETag)));
    }

    [Fact]
    public async Task Apply_OneOfThreeRefused_AnswersEachInOrder()
    {
        var made = await CreateAsync(2);

        var outcomes = await List.Writer.ApplyAsync(
            List.Definition,
            List.List,
            [new ListWrite.Create(TestRows.SyncKeyOf(1), Fields), new ListWrite.Update(TestRows.SyncKeyOf(2), made.Item, new ETag("\"00000000-0000-0000-0000-00000000ffff,1\""), Fields, null), new ListWrite.Create(TestRows.SyncKeyOf(3), Fields)],
            default);

        Assert.Equal([typeof(ListOutcome.Applied), typeof(ListOutcome.PreconditionFailed), typeof(ListOutcome.Applied)], outcomes.Select(outcome => outcome.GetType()));
    }

    [Fact]
    public async Task Apply_BudgetSpent_SendsNothingAndSaysUntilWhen()
    {
        await List.SpendBudgetAsync();

        Assert.IsType<ListOutcome.NotSent>(await ApplyAsync(new ListWrite.Create(TestRows.SyncKeyOf(1), Fields)));
        Assert.Empty(await FindByKeyAsync(1));
    }

    private async Task<ListOutcome.Applied> CreateAsync(int number) =>
        Assert.IsType<ListOutcome.Applied>(await ApplyAsync(new ListWrite.Create(TestRows.SyncKeyOf(number), Fields)));

    private async Task<ListOutcome> ApplyAsync(ListWrite write) => Assert.Single(await List.Writer.ApplyAsync(List.Definition, List.List, [write], default));

    private async Task<ImmutableArray<ItemView>> FindByKeyAsync(int number) => await List.Reader.FindByKeysAsync(List.Definition, List.List, [TestRows.SyncKeyOf(number)], default);

    private static Row Only(string name, Value value) => Row.Of(ImmutableDictionary.CreateRange([KeyValuePair.Create(name, value)]));
}
