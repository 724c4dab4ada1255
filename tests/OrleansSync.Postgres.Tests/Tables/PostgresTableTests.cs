using OrleansSync.Engine.Keys;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>The contracts on PostgreSQL, for each way in which polling learns of changes.</summary>
public static class PostgresTableTests
{
    public sealed class ByTime() : TableReaderContract(ChangeSource.Keyset)
    {
        protected override async Task<ITableFixture> OpenAsync(ChangeSource source) => await PostgresTableFixture.CreateAsync(source);
    }

    public sealed class ByNumber() : TableReaderContract(ChangeSource.Keyset)
    {
        protected override async Task<ITableFixture> OpenAsync(ChangeSource source) =>
            await PostgresTableFixture.CreateAsync(source, WatermarkKind.Number, options => options.SettleWait = TimeSpan.Zero);
    }

    public sealed class FullScan() : TableReaderContract(ChangeSource.FullScan)
    {
        protected override async Task<ITableFixture> OpenAsync(ChangeSource source) => await PostgresTableFixture.CreateAsync(source);
    }

    public sealed class Writer : TableWriterContract
    {
        protected override async Task<ITableFixture> OpenAsync() => await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
    }
}
