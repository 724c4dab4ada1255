using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Postgres.Introspection;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Introspection;

/// <summary>Real databases, introspected into a real metastore.</summary>
public sealed class PostgresSchemaSnapshotsTests : IAsyncLifetime
{
    private static readonly Guid Orders = new("0190a5b0-0000-7000-8000-000000000001");

    private readonly ManualClock clock = new();
    private readonly SequentialIdSource ids = new();
    private TestMetastore metastore = null!; // Set before each test.
    private TestDatabase database = null!; // As above.
    private PostgresSchemaSnapshots snapshots = null!; // As above.

    public async Task InitializeAsync()
    {
        metastore = await TestMetastore.CreateAsync();
        database = await TestDatabase.CreateAsync();
        snapshots = new PostgresSchemaSnapshots(metastore.Metastore, ids, TestMetastore.CreateOptions("Host=unused", options => options.HistoryRetention = TimeSpan.FromDays(1)));
    }

    public async Task DisposeAsync()
    {
        await metastore.DisposeAsync();
        await database.DisposeAsync();
    }

    [PostgresFact]
    public async Task Save_EveryKindOfThing_IsReadBackEqual()
    {
        await ExecuteAsync(SchemaReaderTests.Nasty);
        var snapshot = await ReadAsync();

        var summary = await SaveAsync(snapshot);

        Assert.Equal(new SnapshotSummary(clock.Now(), snapshot.Relations.Length, snapshot.Relations.Sum(relation => relation.Columns.Length), 0), summary);
        Assert.Equal(summary, await snapshots.FindSummaryAsync(Orders, default));
        var kept = await ListAsync();
        Assert.Equal(snapshot.Relations.Select(SchemaTableRow.Write).Order(StringComparer.Ordinal), kept.Select(table => SchemaTableRow.Write(table.Relation)).Order(StringComparer.Ordinal));
        Assert.Empty(SchemaDrift.Compare(snapshot, new DatabaseSnapshot([], [.. kept.Select(table => table.Relation)])));
        Assert.All(kept, table => Assert.Equal(table.Relation.Columns.Select(column => column.Number), table.ColumnIds.Keys));
        Assert.All(kept, table => Assert.Equal(table.Relation.Uniques.Length, snapshot.Find(table.Relation.Name)?.Uniques.Length));
        Assert.Empty(await snapshots.ListDriftAsync(Orders, null, 10, default));
    }

    [PostgresFact]
    public async Task Save_AfterChanges_KeepsIdsAndTellsDriftNewestFirst()
    {
        await ExecuteAsync("create table orders (id integer primary key, name varchar(10)); create table gone (id integer); create table same (id integer)");
        await SaveAsync(await ReadAsync());
        var before = await ListAsync();
        await ExecuteAsync("alter table orders rename to bills; alter table bills rename name to title; alter table bills alter title type varchar(20); drop table gone; create table orders (x integer)");
        clock.Advance(TimeSpan.FromHours(1));

        var summary = await SaveAsync(await ReadAsync());

        var after = await ListAsync();
        var (orders, bills) = (Named(before, "orders"), Named(after, "bills"));
        Assert.Equal((orders.Id, orders.ColumnIds[2], orders.FirstSeenAt, clock.Now()), (bills.Id, bills.ColumnIds[2], bills.FirstSeenAt, bills.ChangedAt));
        Assert.NotEqual(orders.Id, Named(after, "orders").Id);
        Assert.Equal(Named(before, "same").ChangedAt, Named(after, "same").ChangedAt);
        Assert.False((await snapshots.FindTableAsync(Orders, Named(before, "gone").Id, default))?.IsPresent);
        Assert.Null(await snapshots.FindTableAsync(Orders, new RelationName("public", "gone"), default));

        var drift = await snapshots.ListDriftAsync(Orders, null, 100, default);
        Assert.Equal(summary.Drift, drift.Length);
        Assert.Contains(drift, one => one.Table == orders.Id && one.Finding == new DriftFinding(DriftKind.ColumnRetyped, new RelationName("public", "orders"), "name", "character varying(10)", "character varying(20)"));
        Assert.Contains(drift, one => one.Finding.Kind == DriftKind.RelationRemoved && one.Table == Named(before, "gone").Id);
        Assert.Equal(drift.Skip(1).Select(one => one.Number), (await snapshots.ListDriftAsync(Orders, drift[0].Number, 100, default)).Select(one => one.Number));
        Assert.True(drift.Zip(drift.Skip(1)).All(pair => pair.First.Number > pair.Second.Number));
    }

    [PostgresFact]
    public async Task Save_SameOrEarlierMoment_ChangesNothing()
    {
        await ExecuteAsync("create table orders (id integer)");
        var snapshot = await ReadAsync();
        var summary = await SaveAsync(snapshot);

        Assert.Equal(summary, await snapshots.SaveAsync(Orders, new DatabaseSnapshot([], []), clock.Now().AddSeconds(-1), default));

        Assert.Single(await ListAsync());
    }

    [PostgresFact]
    public async Task Save_FromManyTasks_EachTableHasOneId()
    {
        await ExecuteAsync("create table orders (id integer)");
        var snapshot = await ReadAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => snapshots.SaveAsync(Orders, snapshot, clock.Now().AddSeconds(number), default))));

        Assert.Single(await ListAsync());
        Assert.Equal(1L, await metastore.ScalarAsync<long>("select count(*) from orleanssync.schema_tables"));
    }

    [PostgresFact]
    public async Task List_Pages_GiveEveryTableOnceInOrder()
    {
        await ExecuteAsync("create schema \"B\"; create table a (id integer); create table \"B\".z (id integer); create table c (id integer)");
        await SaveAsync(await ReadAsync());

        var first = await snapshots.ListTablesAsync(Orders, null, 2, default);
        var second = await snapshots.ListTablesAsync(Orders, first[^1].Relation.Name, 2, default);

        Assert.Equal(["B.z", "public.a", "public.c"], first.Concat(second).Select(table => table.Relation.Name.ToString()));
        Assert.Empty(await snapshots.ListTablesAsync(ids.Next(), null, 10, default));
    }

    [PostgresFact]
    public async Task Save_OldDrift_IsForgotten()
    {
        await ExecuteAsync("create table orders (id integer)");
        await SaveAsync(await ReadAsync());
        await ExecuteAsync("alter table orders add name text");
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await SaveAsync(await ReadAsync())).Drift);

        clock.Advance(TimeSpan.FromDays(2));
        await SaveAsync(await ReadAsync());

        Assert.Empty(await snapshots.ListDriftAsync(Orders, null, 10, default));
    }

    [PostgresFact]
    public async Task Remove_ADatabase_LeavesOthers()
    {
        await ExecuteAsync("create table orders (id integer)");
        var other = ids.Next();
        await SaveAsync(await ReadAsync());
        await snapshots.SaveAsync(other, await ReadAsync(), clock.Now(), default);

        await snapshots.RemoveAsync(Orders, default);

        Assert.Null(await snapshots.FindSummaryAsync(Orders, default));
        Assert.Empty(await ListAsync());
        Assert.Single(await snapshots.ListTablesAsync(other, null, 10, default));
    }

    private static SchemaTable Named(IEnumerable<SchemaTable> tables, string name) => Assert.Single(tables, table => table.Relation.Name.Name == name);

    private async Task<IReadOnlyList<SchemaTable>> ListAsync() => await snapshots.ListTablesAsync(Orders, null, 1000, default);

    private Task<SnapshotSummary> SaveAsync(DatabaseSnapshot snapshot) => snapshots.SaveAsync(Orders, snapshot, clock.Now(), default);

    private async Task<DatabaseSnapshot> ReadAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ReloadTypesAsync();
        return await SchemaReader.ReadAsync(connection, default);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
