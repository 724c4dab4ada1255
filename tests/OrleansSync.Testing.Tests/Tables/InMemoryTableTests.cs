using OrleansSync.Engine.Tables;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Testing.Tests.Tables;

/// <summary>The contracts on the twin, for each way in which changes are learnt.</summary>
public static class InMemoryTableTests
{
    public sealed class Keyset() : TableReaderContract(ChangeSource.Keyset)
    {
        protected override Task<ITableFixture> OpenAsync(ChangeSource source) => Task.FromResult<ITableFixture>(new InMemoryTableFixture(source));
    }

    public sealed class Capture() : TableReaderContract(ChangeSource.Capture)
    {
        protected override Task<ITableFixture> OpenAsync(ChangeSource source) => Task.FromResult<ITableFixture>(new InMemoryTableFixture(source));
    }

    public sealed class FullScan() : TableReaderContract(ChangeSource.FullScan)
    {
        protected override Task<ITableFixture> OpenAsync(ChangeSource source) => Task.FromResult<ITableFixture>(new InMemoryTableFixture(source));
    }

    public sealed class Writer : TableWriterContract
    {
        protected override Task<ITableFixture> OpenAsync() => Task.FromResult<ITableFixture>(new InMemoryTableFixture(ChangeSource.Keyset));
    }

    public sealed class Failing
    {
        private readonly InMemoryTable table = new(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Keyset, new ManualClock());

        [Fact]
        public async Task Apply_FailsBefore_ChangesNothing()
        {
            table.Before = (operation, _) => throw new IOException(operation);

            Assert.Equal("ApplyAsync", (await Assert.ThrowsAsync<IOException>(InsertAsync)).Message);
            Assert.Empty(table.Rows);
        }

        [Fact]
        public async Task Apply_FailsAfter_IsDone()
        {
            table.After = (operation, _) => throw new IOException(operation);

            await Assert.ThrowsAsync<IOException>(InsertAsync);
            Assert.Single(table.Rows);
        }

        private Task InsertAsync() => table.ApplyAsync(TestRows.Definition, [new TableWrite.Insert(TestRows.Key(1), TestRows.Of(1, "one"))], default);
    }
}
