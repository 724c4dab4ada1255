using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;

namespace OrleansSync.Testing.Tests.Lists;

internal sealed class InMemoryListFixture : IListFixture
{
    private readonly InMemoryLists lists = new(TestRows.Columns, new ManualClock()) { PageSize = 3 };

    public SyncDefinition Definition => TestRows.Definition;

    public ListId List { get; } = new(1);

    public IListReader Reader => lists;

    public IListWriter Writer => lists;

    public Task<ItemAddress> AddAsync(Row fields, SyncKey? key = null) => Task.FromResult(lists[List].Add(fields, key));

    public Task EditAsync(int item, Row fields) => Do(list => list.Edit(item, fields));

    public Task DeleteAsync(int item) => Do(list => list.Delete(item));

    public Task RestoreAsync(int item) => Do(list => list.Restore(item));

    public Task<Row?> FindAsync(int item) => Task.FromResult(lists[List].Find(item)?.Fields);

    public Task<bool> IsMarkedAsync(int item) => Task.FromResult(lists[List].Find(item)?.IsMarked == true);

    public Task ForgetLinksAsync() => Do(list => list.ForgetLinks());

    public Task LoseNextReplyAsync() => Do(_ => lists.Fault = (_, _) =>
    {
        lists.Fault = null;
        return ListFault.ReplyLost;
    });

    public Task SpendBudgetAsync() => Do(_ => lists.Fault = (_, _) => ListFault.NotSent);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Do(Action<InMemoryList> what)
    {
        what(lists[List]);
        return Task.CompletedTask;
    }
}
