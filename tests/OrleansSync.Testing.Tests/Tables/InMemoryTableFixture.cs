using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Testing.Tests.Tables;

internal sealed class InMemoryTableFixture(ChangeSource source) : ITableFixture
{
    private readonly InMemoryTable table = new(TestRows.Definition.Id, TestRows.Columns, source, new ManualClock());

    public SyncDefinition Definition => TestRows.Definition;

    public ITableReader Reader => table;

    public ITableWriter Writer => table;

    public Task PutAsync(RowKey key, Row row, bool hasWatermark = true)
    {
        table.Put(key, row, hasWatermark);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(RowKey key)
    {
        table.Delete(key);
        return Task.CompletedTask;
    }

    public Task<Func<Task>> PutInOpenTransactionAsync(RowKey key, Row row)
    {
        var transaction = table.Begin();
        transaction.Put(key, row);
        return Task.FromResult<Func<Task>>(() =>
        {
            transaction.Commit();
            return Task.CompletedTask;
        });
    }

    public Task<Row?> FindAsync(RowKey key) => Task.FromResult(table.Rows.GetValueOrDefault(key));

    public Task<bool> IsMarkedAsync(RowKey key) => Task.FromResult(table.Marked.Contains(key));

    public Task RefuseNameAsync(string name)
    {
        table.Constraint = row => row.Find("name")!.Equals(new TextValue(name)) ? ParkReason.WriteRefused : null;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
