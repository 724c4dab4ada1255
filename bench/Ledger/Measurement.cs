using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Postgres;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Bench.Ledger;

/// <summary>
/// Fills a ledger of its own as a push does: a commit of 500 reservations, then a commit of the same 500 live entries; then updates each
/// once in the same order, which is the worst one for a table (whole pages are replaced by one commit), and, if the shape says so, once more in a shuffled order.
/// The tables are vacuumed whenever 2 % of the rows are dead, which is when autovacuum would by the table's own settings.
/// </summary>
internal sealed class Measurement : IAsyncDisposable
{
    private const int BatchSize = 500;
    private const int ChunkBatches = 10;
    private const int Step = 611_953; // A prime, so that steps of it visit every row once.
    private const double VacuumShare = 0.02;

    private readonly Shape _shape;
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private readonly ILedger _ledger;
    private readonly List<Size> _sizes = [];
    private Epoch _epoch;
    private int _dead;

    private Measurement(Shape shape, TestDatabase database, ServiceProvider services)
    {
        _shape = shape;
        _database = database;
        _services = services;
        _ledger = services.GetRequiredService<ILedger>();
    }

    public static async Task<Measured> RunAsync(Shape shape, bool withBaseline)
    {
        var database = await TestDatabase.CreateAsync();
        var services = new ServiceCollection()
            .AddPostgresMetastore(options => options.Configure(metastore => metastore.ConnectionString = database.ConnectionString))
            .BuildServiceProvider();
        await using var measurement = new Measurement(shape, database, services);
        return await measurement.RunAsync(withBaseline);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<Measured> RunAsync(bool withBaseline)
    {
        await _services.GetRequiredService<MetastoreMigrator>().MigrateAsync(CancellationToken.None);
        _epoch = await _ledger.TakeOverAsync(_shape.Definition, CancellationToken.None);
        var speed = await LoadAsync(withBaseline);
        await MeasureAsync("loaded");
        await UpdateAsync(1, number => number);
        await MeasureAsync("updated, in order");
        if (_shape.IsShuffledToo)
        {
            await UpdateAsync(2, number => 1 + (int)((long)number * Step % _shape.Rows));
            await MeasureAsync("updated again, shuffled");
        }

        return new Measured(_shape.Name, _shape.Rows, _shape.LimitMegabytes, _sizes, speed, await TimeFindAsync(), _shape.KeepsRowKey ? await TimeFindByItemsAsync() : 0);
    }

    private async Task<Speed?> LoadAsync(bool withBaseline)
    {
        var cpu = await ServerClock.OpenAsync(_database.DataSource);
        await Baseline.CreateAsync(_database.DataSource);
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        var (commits, copies) = (new List<Sample>(), new List<Sample>());
        for (var start = 1; start <= _shape.Rows; start += BatchSize * ChunkBatches)
        {
            var batches = Batches(start).Select(numbers => (Reserved: numbers.Select(_shape.Reserved).ToImmutableArray(), Live: numbers.Select(number => _shape.Live(number, 0)).ToImmutableArray())).ToArray();
            foreach (var (reserved, _) in batches)
            {
                await CommitAsync(reserved);
            }

            commits.Add(await SampleAsync(cpu, async () =>
            {
                foreach (var (_, live) in batches)
                {
                    await CommitAsync(live);
                }
            }));
            if (withBaseline)
            {
                copies.Add(await SampleAsync(cpu, async () =>
                {
                    foreach (var (_, live) in batches)
                    {
                        await Baseline.CopyAsync(connection, live);
                    }
                }));
            }

            await AddDeadAsync(BatchSize * ChunkBatches);
        }

        return withBaseline ? SpeedOf(commits, copies) : null;
    }

    private async Task UpdateAsync(int round, Func<int, int> order)
    {
        for (var start = 1; start <= _shape.Rows; start += BatchSize)
        {
            await CommitAsync([.. Enumerable.Range(start, Math.Min(BatchSize, _shape.Rows - start + 1)).Select(number => _shape.Live(order(number), round))]);
            await AddDeadAsync(BatchSize);
        }
    }

    private async Task CommitAsync(ImmutableArray<LedgerEntry> entries)
    {
        var verdict = await _ledger.CommitAsync(new LedgerCommit(_shape.Definition, default, _epoch) { Entries = entries }, CancellationToken.None);
        if (verdict != EpochVerdict.Accepted)
        {
            throw new InvalidOperationException($"A commit was refused: {verdict}.");
        }
    }

    private async Task AddDeadAsync(int count)
    {
        _dead += count;
        if (_dead >= _shape.Rows * VacuumShare)
        {
            _dead = 0;
            await ExecuteAsync("vacuum orleanssync.ledger, orleanssync.ledger_bases");
        }
    }

    private async Task MeasureAsync(string when)
    {
        const string Select = """
            select pg_table_size('orleanssync.ledger'), pg_relation_size('orleanssync.ledger_pkey'), pg_relation_size('orleanssync.ledger_item'),
                pg_total_relation_size('orleanssync.ledger'), pg_total_relation_size('orleanssync.ledger_bases'),
                coalesce((select n_tup_hot_upd::float8 / nullif(n_tup_upd, 0) from pg_stat_user_tables where relname = 'ledger'), 0)
            """;
        await ExecuteAsync("vacuum orleanssync.ledger, orleanssync.ledger_bases");
        await using var command = _database.DataSource.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        double Megabytes(int column) => Math.Round(reader.GetInt64(column) / (double)_shape.Rows, 1);
        _sizes.Add(new Size(when, Megabytes(0), Megabytes(1), Megabytes(2), Math.Round(Megabytes(3) - Megabytes(0) - Megabytes(1) - Megabytes(2), 1), Megabytes(3), Megabytes(4), Math.Round(reader.GetDouble(5), 2)));
    }

    private Task<double> TimeFindAsync() =>
        MedianAsync(round => _ledger.FindAsync(_shape.Definition, [.. Picked(round).Select(_shape.KeyOf)], CancellationToken.None));

    private Task<double> TimeFindByItemsAsync() =>
        MedianAsync(round => _ledger.FindByItemsAsync(_shape.Definition, [.. Picked(round).Select(number => new ItemAddress(new ListId(1), number))], CancellationToken.None));

    private IEnumerable<int> Picked(int round) => Enumerable.Range(round * 1000, 1000).Select(number => 1 + (int)((long)number * Step % _shape.Rows));

    private static async Task<double> MedianAsync(Func<int, Task<ImmutableArray<LedgerEntry>>> find)
    {
        var times = new List<double>();
        for (var round = 0; round < 50; round++)
        {
            var watch = Stopwatch.StartNew();
            var found = await find(round);
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (found.Length != 1000)
            {
                throw new InvalidOperationException($"Of 1,000 entries {found.Length} were found.");
            }
        }

        return Math.Round(Quantile(times, 0.5), 2);
    }

    private IEnumerable<int[]> Batches(int start) =>
        Enumerable.Range(start, Math.Min(BatchSize * ChunkBatches, _shape.Rows - start + 1)).Chunk(BatchSize);

    private static async Task<Sample> SampleAsync(ServerClock cpu, Func<Task> work)
    {
        var (client, server) = cpu.Read();
        var watch = Stopwatch.StartNew();
        await work();
        var elapsed = watch.Elapsed;
        var (clientAfter, serverAfter) = cpu.Read();
        return new Sample(elapsed.TotalSeconds, (clientAfter - client).TotalSeconds, (serverAfter - server).TotalSeconds);
    }

    private static Speed SpeedOf(List<Sample> commits, List<Sample> copies)
    {
        const double Rows = BatchSize * ChunkBatches;
        var ratios = commits.Zip(copies, (commit, copy) => commit.Seconds / copy.Seconds).ToList();
        double PerRow(IEnumerable<double> seconds) => Math.Round(seconds.Average() / Rows * 1e6, 1);
        return new Speed(
            Math.Round(Rows / Quantile([.. commits.Select(one => one.Seconds)], 0.5)),
            Math.Round(Rows / Quantile([.. copies.Select(one => one.Seconds)], 0.5)),
            Math.Round(Quantile(ratios, 0.5), 2), Math.Round(Quantile(ratios, 0.25), 2), Math.Round(Quantile(ratios, 0.75), 2),
            PerRow(commits.Select(one => one.Client)), PerRow(commits.Select(one => one.Server)), PerRow(copies.Select(one => one.Client)), PerRow(copies.Select(one => one.Server)));
    }

    private static double Quantile(List<double> values, double share)
    {
        values.Sort();
        return values[(int)(share * (values.Count - 1))];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Sample(double Seconds, double Client, double Server);
}
