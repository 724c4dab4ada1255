using Npgsql;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>
/// Writers whose transactions overlap in every way, and a reader between any two of their steps: in a seeded order, one step after
/// the other, so that a failure can be had again.
/// </summary>
public sealed class OpenTransactionsTests
{
    private const int Writers = 6;
    private const int Steps = 400;
    private const int Keys = 25;

    [PostgresTheory]
    [InlineData(WatermarkKind.Timestamp, 1)]
    [InlineData(WatermarkKind.Timestamp, 2)]
    [InlineData(WatermarkKind.Timestamp, 3)]
    [InlineData(WatermarkKind.Number, 1)]
    [InlineData(WatermarkKind.Number, 2)]
    [InlineData(WatermarkKind.Number, 3)]
    public async Task ReadChanges_BetweenAnyTwoSteps_LosesNoRow(WatermarkKind kind, int seed)
    {
        // No overlap: the horizon alone must do, as every transaction here writes as it begins.
        await using var table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset, kind, options => options.SettleWait = TimeSpan.Zero);
        var random = new Random(seed);
        var writers = new Writer?[Writers];
        var seen = new Dictionary<RowKey, Row?>();
        Cursor? cursor = null;
        for (var step = 0; step < Steps; step++)
        {
            var place = random.Next(Writers + 2);
            if (place >= Writers)
            {
                cursor = await ReadAsync(table, cursor, 1 + random.Next(4), seen);
                continue;
            }

            writers[place] ??= await Writer.BeginAsync(table);
            if (random.Next(3) > 0)
            {
                await writers[place]!.PutAsync(table, FreeKey(random, writers, place), step); // Begun above.
            }
            else
            {
                await writers[place]!.EndAsync(isCommit: random.Next(4) > 0); // Begun above.
                writers[place] = null;
            }
        }

        foreach (var writer in writers.OfType<Writer>())
        {
            await writer.EndAsync(isCommit: true);
        }

        for (var page = 0; page < Steps; page++)
        {
            cursor = await ReadAsync(table, cursor, 50, seen);
        }

        for (var id = 1; id <= Keys; id++)
        {
            Assert.Equal(await table.FindAsync(TestRows.Key(id)), seen.GetValueOrDefault(TestRows.Key(id)));
        }
    }

    // A row that somebody has locked would stop the only thread.
    private static int FreeKey(Random random, Writer?[] writers, int place)
    {
        while (true)
        {
            var id = 1 + random.Next(Keys);
            if (!writers.Where((writer, index) => index != place && writer?.Locked.Contains(id) == true).Any())
            {
                return id;
            }
        }
    }

    private static async Task<Cursor> ReadAsync(PostgresTableFixture table, Cursor? cursor, int limit, Dictionary<RowKey, Row?> seen)
    {
        var batch = await table.Reader.ReadChangesAsync(table.Definition, cursor, limit, default);
        foreach (var view in batch.Changes)
        {
            var change = Assert.IsType<RowView.Seen>(view).Change;
            seen[change.Key] = change.Row;
        }

        return batch.Next;
    }

    private sealed class Writer
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlTransaction _transaction;

        private Writer(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

        public HashSet<int> Locked { get; } = [];

        public static async Task<Writer> BeginAsync(PostgresTableFixture table)
        {
            var connection = await table.Database.DataSource.OpenConnectionAsync();
            return new Writer(connection, await connection.BeginTransactionAsync());
        }

        public async Task PutAsync(PostgresTableFixture table, int id, int step)
        {
            Locked.Add(id);
            await table.PutAsync(_connection, TestRows.Key(id), TestRows.Of(step, $"step {step}"));
        }

        public async Task EndAsync(bool isCommit)
        {
            await (isCommit ? _transaction.CommitAsync() : _transaction.RollbackAsync());
            await _transaction.DisposeAsync();
            await _connection.DisposeAsync();
        }
    }
}
