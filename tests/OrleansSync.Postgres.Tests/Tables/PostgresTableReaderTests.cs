using Npgsql;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Tables;
using OrleansSync.Postgres.Tables;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>What only PostgreSQL can do to a reader.</summary>
public sealed class PostgresTableReaderTests
{
    [PostgresTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(499)]
    [InlineData(500)]
    public async Task ReadChanges_EqualWatermarks_ArePagedWithoutLossOrRepeat(int limit)
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await table.ExecuteAsync("insert into %t (\"Id\", amount) overriding system value select n, n from generate_series(1, 500) n");
        await table.ExecuteAsync("update %t set \"changed At\" = now()");

        Assert.Equal(Enumerable.Range(1, 500), await ReadIdsAsync(table, limit));
    }

    [PostgresFact]
    public async Task ReadChanges_OpenWriter_StopsBelowItsBegin()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await table.PutAsync(TestRows.Key(1), TestRows.Of(1, "before"));
        var commit = await table.PutInOpenTransactionAsync(TestRows.Key(2), TestRows.Of(2, "open"));
        await table.PutAsync(TestRows.Key(3), TestRows.Of(3, "after"));

        Assert.Equal([1], await ReadIdsAsync(table, 10));
        await commit();
        Assert.Equal([1, 2, 3], await ReadIdsAsync(table, 10));
    }

    [PostgresFact(OwnServer = true)]
    public async Task ReadChanges_PreparedTransaction_HoldsTheHorizon()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("alter system set max_prepared_transactions = 5", connection);
            await command.ExecuteNonQueryAsync();
        }

        await server.StopAsync();
        await server.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset, database: database);
        await table.ExecuteAsync("begin; insert into %t (amount) values (1); prepare transaction 'held'");
        await table.PutAsync(TestRows.Key(3), TestRows.Of(3, "after"));

        Assert.Empty(await ReadIdsAsync(table, 10));
        await table.ExecuteAsync("commit prepared 'held'");
        Assert.Equal(2, (await ReadIdsAsync(table, 10)).Count);
    }

    [PostgresFact]
    public async Task ReadChanges_TransactionThatWritesLater_IsFoundWithinTheOverlap()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset, configure: options => options.Overlap = TimeSpan.FromMinutes(1));
        await using var late = await table.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using var begin = new NpgsqlCommand("select now()", late); // It has begun and has written nothing, so nobody can know that it will.
        await begin.ExecuteScalarAsync();
        await table.PutAsync(TestRows.Key(3), TestRows.Of(3, "passed"));
        var end = await ReadRoundAsync(table, null, 1);
        Assert.Equal([3], end.Ids);

        await table.PutAsync(late, TestRows.Key(2), TestRows.Of(2, "late"));
        await transaction.CommitAsync();

        Assert.Equal([2, 3], (await ReadRoundAsync(table, end.Next, 1)).Ids);
    }

    [PostgresFact]
    public async Task ReadChanges_OldRows_AreNotReadAgainForTheOverlap()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset, configure: options => options.Overlap = TimeSpan.FromMinutes(1));
        await table.ExecuteAsync("insert into %t (\"Id\", amount, \"changed At\") overriding system value select n, n, now() - interval '2 minutes' from generate_series(1, 5) n");
        var end = await ReadRoundAsync(table, null, 2);

        Assert.Equal([1, 2, 3, 4, 5], end.Ids);
        Assert.Empty((await ReadRoundAsync(table, end.Next, 2)).Ids);
    }

    [PostgresTheory]
    [InlineData("date", WatermarkKind.Date)]
    [InlineData("uuid", WatermarkKind.UuidVersion7)]
    public async Task ReadChanges_OtherKindsOfWatermarks_GiveEveryRow(string type, WatermarkKind kind)
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        var drawn = kind == WatermarkKind.UuidVersion7
            ? "(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7000-8000-' || lpad(n::text, 12, '0'))::uuid from (select lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint - 1000), 12, '0') h) x, generate_series(1, 20) n"
            : "(now() at time zone 'utc')::date from generate_series(1, 20) n";
        await table.ExecuteAsync($"alter table %t drop column \"changed At\"; alter table %t add column \"changed At\" {type}; insert into %t (\"Id\", amount, \"changed At\") overriding system value select n, n, {drawn}");
        var oid = kind == WatermarkKind.Date ? 1082u : 2950u;
        var reader = table.ReaderOf(new TableWatermark("changed At", OrleansSync.Engine.Values.Postgres.PostgresType.Of(oid), kind, TimeZoneInfo.Utc));

        var round = await ReadRoundAsync(table, null, 3, reader);

        Assert.Equal(Enumerable.Range(1, 20), round.Ids);
        // A day is read again while it lasts: a row may still get it.
        Assert.Equal(kind == WatermarkKind.Date ? Enumerable.Range(1, 20) : [], (await ReadRoundAsync(table, round.Next, 3, reader)).Ids);
    }

    [PostgresTheory]
    [InlineData("drop table %t", SyncError.TableChanged, "no table")]
    [InlineData("alter table %t rename column \"co de\" to code", SyncError.TableChanged, "co de")]
    [InlineData("alter table %t alter column amount type text", SyncError.TableChanged, "column amount")]
    [InlineData("alter table %t alter column \"changed At\" type timestamp", SyncError.TableChanged, "column changed At")]
    [InlineData("update %t set \"changed At\" = '-infinity'", SyncError.TableChanged, "changed At")]
    public async Task ReadChanges_TableIsNotWhatItWas_SaysWhatAndHowToGoOn(string change, SyncError error, string named)
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await table.PutAsync(TestRows.Key(1), TestRows.Of(1, "one"));
        await table.ExecuteAsync(change);

        var refused = await Assert.ThrowsAsync<SyncException>(() => ReadIdsAsync(table, 10));

        Assert.Equal(error, refused.Error);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task ReadChanges_ValueThatNoFieldHolds_IsUnusableAndTheOthersPass()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await table.ExecuteAsync("insert into %t (\"Id\", amount, name) overriding system value values (1, 1, 'one'), (2, 2, E'two\\nlines'), (3, 3, 'three')");

        var batch = await table.Reader.ReadChangesAsync(table.Definition, null, 10, default);

        Assert.IsType<RowView.Seen>(batch.Changes[0]);
        var unusable = Assert.IsType<RowView.Unusable>(batch.Changes[1]);
        Assert.Equal((TestRows.Key(2), false), (unusable.Change.Key, unusable.Change.IsDeleted));
        Assert.IsType<RowView.Seen>(batch.Changes[2]);
    }

    [PostgresFact]
    public async Task Read_RoleWithoutRights_SaysWhichToGrant()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await using var role = await TestRole.CreateAsync(table.Database);
        await table.ExecuteAsync($"grant usage on schema \"My \"\"schema\"\"; drop table x; --\" to {role.Name}; grant select on %t to {role.Name}");
        await using var source = NpgsqlDataSource.Create(role.ConnectionString);
        var reader = table.ReaderOver(source);

        Assert.Contains("pg_read_all_stats", (await Refused(() => reader.ReadChangesAsync(table.Definition, null, 10, default))).Message, StringComparison.Ordinal);

        await table.ExecuteAsync($"grant pg_read_all_stats to {role.Name}");
        await reader.ReadChangesAsync(table.Definition, null, 10, default);

        await table.ExecuteAsync("alter table %t enable row level security");
        Assert.Contains("BYPASSRLS", (await Refused(() => reader.ReadChangesAsync(table.Definition, null, 10, default))).Message, StringComparison.Ordinal);
        Assert.Contains("BYPASSRLS", (await Refused(() => reader.FindRowsAsync(table.Definition, [TestRows.Key(1)], default))).Message, StringComparison.Ordinal);

        static async Task<SyncException> Refused(Func<Task> read)
        {
            var refused = await Assert.ThrowsAsync<SyncException>(read);
            Assert.Equal(SyncError.TableRefused, refused.Error);
            return refused;
        }
    }

    [PostgresFact]
    public async Task Read_NobodyListens_IsUnavailableWithADelay()
    {
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Password=t0p-s3cret");

        var refused = await Assert.ThrowsAsync<SyncException>(() => table.ReaderOver(nowhere).ReadChangesAsync(table.Definition, null, 10, default));

        Assert.Equal(SyncError.TableUnavailable, refused.Error);
        Assert.NotNull(refused.RetryAfter);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<int>> ReadIdsAsync(PostgresTableFixture table, int limit) => (await ReadRoundAsync(table, null, limit)).Ids;

    private static async Task<(List<int> Ids, Cursor Next)> ReadRoundAsync(PostgresTableFixture table, Cursor? cursor, int limit, ITableReader? reader = null)
    {
        var ids = new List<int>();
        while (true)
        {
            var batch = await (reader ?? table.Reader).ReadChangesAsync(table.Definition, cursor, limit, default);
            ids.AddRange(batch.Changes.Select(view => (int)Assert.IsType<RowView.Seen>(view).Change.Key.Parts[0].Number));
            cursor = batch.Next;
            if (batch.IsEnd)
            {
                return (ids, cursor);
            }
        }
    }
}
