using System.Buffers.Binary;
using Npgsql;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Sql;

/// <summary>COPY of a real PostgreSQL, read in portions.</summary>
public sealed class BinaryCopyTests : IAsyncLifetime
{
    private TestDatabase database = null!; // Set before each test.
    private NpgsqlConnection connection = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        connection = await database.DataSource.OpenConnectionAsync();
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Read_ManyRows_TellsEachOnceAndNeverTwoAtOnce(int readers)
    {
        var (seen, telling) = (new HashSet<int>(), 0);

        await BinaryCopy.ReadAsync(
            connection,
            Copy("select n, repeat('x', n % 300) from generate_series(1, 100000) n"),
            readers,
            First,
            number =>
            {
                Assert.Equal(1, Interlocked.Increment(ref telling));
                Assert.True(seen.Add(number));
                Interlocked.Decrement(ref telling);
            },
            default);

        Assert.Equal((100_000, 1, 100_000), (seen.Count, seen.Min(), seen.Max()));
    }

    [PostgresFact]
    public async Task Read_OneReader_TellsRowsInTheirOrder()
    {
        var seen = new List<int>();

        await BinaryCopy.ReadAsync(connection, Copy("select n from generate_series(1, 50000) n"), readers: 1, First, seen.Add, default);

        Assert.Equal(Enumerable.Range(1, 50_000), seen);
    }

    [PostgresFact]
    public async Task Read_RowsLargerThanAPortion_AreWhole()
    {
        var seen = new List<(int, int)>();

        await BinaryCopy.ReadAsync(
            connection,
            Copy("select n, repeat('x', n) from unnest(array[10, 57000, 65000, 3000000, 0, 100000, 1]) n"),
            readers: 2,
            cells =>
            {
                var row = new PostgresCells(cells);
                row.Next(out var number);
                row.Next(out var text);
                return (BinaryPrimitives.ReadInt32BigEndian(number), text.Length);
            },
            seen.Add,
            default);

        Assert.Equal([(0, 0), (1, 1), (10, 10), (57_000, 57_000), (65_000, 65_000), (100_000, 100_000), (3_000_000, 3_000_000)], seen.Order());
    }

    [PostgresFact]
    public async Task Read_NoRows_TellsNothing() =>
        await BinaryCopy.ReadAsync(connection, Copy("select 1 where false"), readers: 2, First, _ => Assert.Fail("There is none."), default);

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_SomebodyFails_SaysWhyAndLeavesTheConnectionUsable(bool isReader)
    {
        var failed = await Assert.ThrowsAsync<FormatException>(() => BinaryCopy.ReadAsync(
            connection,
            Copy("select n from generate_series(1, 1000000) n"),
            readers: 3,
            cells => isReader && First(cells) == 5_000 ? throw new FormatException("read") : First(cells),
            number => _ = !isReader && number == 5_000 ? throw new FormatException("seen") : number,
            default));

        Assert.Equal(isReader ? "read" : "seen", failed.Message);
        Assert.Equal(7, await ScalarAsync("select 7"));
    }

    [PostgresFact]
    public async Task Read_StatementFailsHalfWay_SaysWhatPostgresSaid()
    {
        var failed = await Assert.ThrowsAsync<PostgresException>(() => BinaryCopy.ReadAsync(connection, Copy("select 1 / (50000 - n) from generate_series(1, 100000) n"), readers: 2, First, _ => { }, default));

        Assert.Equal(PostgresErrorCodes.DivisionByZero, failed.SqlState);
        Assert.Equal(7, await ScalarAsync("select 7"));
    }

    [PostgresFact]
    public async Task Read_Cancelled_EndsAndLeavesTheConnectionUsable()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BinaryCopy.ReadAsync(
            connection,
            Copy("select n from generate_series(1, 1000000) n"),
            readers: 2,
            First,
            number =>
            {
                if (number == 5_000)
                {
                    stop.Cancel();
                }
            },
            stop.Token));

        Assert.Equal(7, await ScalarAsync("select 7"));
    }

    private static string Copy(string select) => $"copy ({select}) to stdout (format binary)";

    private static int First(ReadOnlySpan<byte> cells)
    {
        var row = new PostgresCells(cells);
        row.Next(out var number);
        return BinaryPrimitives.ReadInt32BigEndian(number);
    }

    private async Task<int> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (int)(await command.ExecuteScalarAsync())!; // It gives a number.
    }
}
