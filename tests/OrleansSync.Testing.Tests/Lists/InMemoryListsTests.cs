using OrleansSync.Testing.Lists;

namespace OrleansSync.Testing.Tests.Lists;

/// <summary>The contracts on the twin.</summary>
public static class InMemoryListsTests
{
    public sealed class Reader : ListReaderContract
    {
        protected override Task<IListFixture> OpenAsync() => Task.FromResult<IListFixture>(new InMemoryListFixture());
    }

    public sealed class Writer : ListWriterContract
    {
        protected override Task<IListFixture> OpenAsync() => Task.FromResult<IListFixture>(new InMemoryListFixture());
    }
}
