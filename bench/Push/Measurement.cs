using System.Diagnostics;
using OrleansSync.Bench.SharePoint;

namespace OrleansSync.Bench.Push;

/// <summary>Pushes tables with the product and, in turns, does the same work with the baselines.</summary>
internal sealed class Measurement(Product product, Tenant tenant, Child raw, int rows)
{

    // The first round or two are those of a server that compiles; with five the median is of one that has been up for a minute.
    private const int FirstRounds = 5;

    // A comparison is over before the compiler has looked at its code: until each part was called some sixty times it works beside them, and takes half of the machine.
    private const int NewRounds = 70;
    private const int ComparedRounds = 31;
    private const int UnitsMax = 10_000_000;
    private const double SmallShare = 1250 * 0.9;
    private readonly List<Line> lines = [];
    private int tables;
    private int nextRaw = 1;

    /// <summary>All figures.</summary>
    /// <param name="only">What is measured: first, later, equal, latency, small, million; none of them for all but the last.</param>
    public async Task<List<Line>> RunAsync(IReadOnlySet<string> only)
    {
        var isPart = only.Any(part => part != "million");
        bool Has(string part) => !isPart || only.Contains(part);
        await PairAsync(Math.Min(rows, 5_000), equal: false); // Warms both up.
        if (Has("first") || Has("later"))
        {
            var last = await FirstPushesAsync(0, rows, Has("first") ? FirstRounds : 1, withCommits: true);
            await (Has("later") ? LaterRunsAsync(last) : Task.CompletedTask);
        }

        await (Has("equal") ? EqualTimesAsync() : Task.CompletedTask);
        if (Has("latency"))
        {
            await FirstPushesAsync(40, Math.Min(rows, 20_000), 1, withCommits: false);
            await tenant.DelayAsync(0);
        }

        await (Has("small") ? SmallTenantAsync() : Task.CompletedTask);
        if (only.Contains("million"))
        {
            await MemoryAsync(1_000_000);
        }
        else
        {
            Add(Line.AtMost($"{rows:N0} rows and more", "memory of the server, MB at its peak", "300 MB", [(product.MemoryPeak / 1e6, 300)], 1));
        }

        return lines;
    }

    // The definition and table of the last round.
    private async Task<(string Definition, string Table)> FirstPushesAsync(int latency, int count, int rounds, bool withCommits)
    {
        await tenant.DelayAsync(latency);
        var (cpu, rate, commits, units) = (new List<(double, double)>(), new List<(double, double)>(), new List<(double, double)>(), new List<(double, double)>());
        var last = ("", "");
        for (var round = 0; round < rounds; round++)
        {
            var pair = await PairAsync(count, equal: false);
            cpu.Add((pair.Own.CpuOfRow, pair.Raw.CpuOfRow));
            rate.Add((pair.Own.RowsOfSecond, pair.Raw.RowsOfSecond));
            commits.Add((pair.Commits, count / 500.0));
            units.Add((pair.Units / (double)count, 2));
            last = (pair.Definition, pair.Table);
        }

        var what = $"first push of {count:N0} rows, {latency} ms";
        Add(Line.AtMost(what, "µs of CPU a row", "$batch loop on node", cpu, 0.8));
        Add(Line.Plain(what, "rows/s", "$batch loop on node", rate));
        Add(Line.AtMost(what, "resource units a row", "2", units, 1));
        if (withCommits)
        {
            Add(Line.AtMost(what, "transactions that write", "one for 500 rows", commits, 1));
        }

        return last;
    }

    private async Task LaterRunsAsync((string Definition, string Table) pushed)
    {
        var (compared, units, cpu) = (new List<(double, double)>(), new List<(double, double)>(), new List<(double, double)>());
        var first = lines.First(line => line.Measure == "µs of CPU a row").Own;
        for (var round = 0; round < NewRounds + ComparedRounds; round++)
        {
            var run = await TimeAsync(() => product.RunAsync(pushed.Definition, compareAll: true), rows);
            var copy = Stopwatch.StartNew();
            await product.CopyAsync(pushed.Table);
            compared.Add((run.Sample.RowsOfSecond, rows * 1000 / copy.Elapsed.TotalMilliseconds));
            units.Add((run.Units / (double)rows, 0));
            cpu.Add((run.Sample.CpuOfRow, first));
        }

        Add(Line.AtLeast("nothing changed, every row compared", "rows/s", "COPY to nowhere", compared[NewRounds..], 0.3));
        Add(Line.Plain($"the same, a new server's first {NewRounds}", "rows/s", "COPY to nowhere", compared[..NewRounds]));
        Add(Line.AtMost("nothing changed, every row compared", "resource units a row", "0", units, 1));
        Add(Line.Plain("nothing changed, every row compared", "µs of CPU a row", "first push", cpu[NewRounds..]));
        // What any run costs, so that it is not taken for the price of a row.
        var idle = await TimeAsync(() => product.RunAsync(pushed.Definition), rows);
        var some = rows / 100;
        await product.ExecuteAsync($"update {pushed.Table} set amount = amount + 1, changed_at = clock_timestamp() where id % 100 = 0");
        var changed = await TimeAsync(() => product.RunAsync(pushed.Definition), some);
        Add(Line.AtMost("1 % changed", "resource units a change", "2", [((changed.Units - idle.Units) / (double)some, 2)], 1));
        Add(Line.Plain("1 % changed", "rows/s", "first push", [(changed.Sample.RowsOfSecond, lines.First(line => line.Measure == "rows/s").Own)]));
        await product.ExecuteAsync($"update {pushed.Table} set changed_at = clock_timestamp() where id % 100 = 1");
        var touched = await TimeAsync(() => product.RunAsync(pushed.Definition), some);
        Add(Line.AtMost("1 % touched", "resource units a touch", "0", [((touched.Units - idle.Units) / (double)some, 0)], 1));
        Add(Line.Plain("a run with nothing to do", "resource units", "those of a row", [(idle.Units, 2)]));
        Add(Line.Plain("a run with nothing to do", "milliseconds", "a second", [(idle.Sample.WallMs, 1000)]));
    }

    private async Task EqualTimesAsync()
    {
        var pair = await PairAsync(rows, equal: true);
        Add(Line.AtMost($"first push of {rows:N0} rows of one time", "µs of CPU a row", "$batch loop on node", [(pair.Own.CpuOfRow, pair.Raw.CpuOfRow)], 0.8));
    }

    private async Task SmallTenantAsync()
    {
        const int Count = 1_000;
        using var small = await Tenant.StartAsync(isSmall: true);
        var table = await MakeTableAsync(Count, equal: false);
        var definition = await product.DefineAsync(small, table, unitsPerMinute: 0);
        var before = await small.ReadAsync();
        var watch = Stopwatch.StartNew();
        await product.RunAsync(definition);
        var after = await small.ReadAsync();
        // What the share lets through at once, and then as it comes free again, minute by minute.
        var units = after.Units - before.Units;
        var least = Math.Floor(units / SmallShare) * 60;
        Add(Line.AtMost($"{Count:N0} rows under 1,250 units a minute", "seconds", "as the share allows", [(watch.Elapsed.TotalSeconds, least)], 1.05));
        Add(Line.AtMost($"{Count:N0} rows under 1,250 units a minute", "throttled answers a minute", "1", [((after.Throttled - before.Throttled) / watch.Elapsed.TotalMinutes, 1)], 1));
    }

    private async Task MemoryAsync(int count)
    {
        var table = await MakeTableAsync(count, equal: false);
        await product.RunAsync(await product.DefineAsync(tenant, table, UnitsMax));
        Add(Line.AtMost($"first push of {count:N0} rows", "memory of the server, MB at its peak", "300 MB", [(product.MemoryPeak / 1e6, 300)], 1));
    }

    private async Task<(Sample Own, Sample Raw, double Commits, long Units, string Definition, string Table)> PairAsync(int count, bool equal)
    {
        var table = await MakeTableAsync(count, equal);
        var definition = await product.DefineAsync(tenant, table, UnitsMax);
        var commits = await product.ReadTransactionsAsync();
        var own = await TimeAsync(() => product.RunAsync(definition), count);
        commits = await product.ReadTransactionsAsync() - commits - 1;
        var beside = await raw.RunAsync(new Job { Kind = "create", First = nextRaw, Count = count });
        nextRaw += count;
        return (own.Sample, beside, commits, own.Units, definition, table);
    }

    private async Task<string> MakeTableAsync(int count, bool equal)
    {
        var table = $"bench_{tables++}";
        var at = equal ? "timestamptz '2026-01-01'" : "timestamptz '2026-01-01' + n * interval '1 millisecond'";
        await product.ExecuteAsync($"""
            create table {table} (id bigint primary key, title varchar(80) not null, customer varchar(80), amount numeric(12, 2), due timestamptz, open boolean not null, changed_at timestamptz not null);
            insert into {table} select n, 'Order ' || n, 'Customer number ' || n % 5000, n + 0.25, timestamptz '2026-03-01 12:00+00', n % 2 = 0, {at} from generate_series(1, {count}) n;
            create index on {table} (changed_at, id);
            """);
        await product.ExecuteAsync($"vacuum analyze {table}");
        return table;
    }

    private async Task<(Sample Sample, long Units)> TimeAsync(Func<Task<V1.SyncRun>> work, int count)
    {
        var before = await tenant.ReadAsync();
        var (cpu, watch) = (product.Cpu, Stopwatch.StartNew());
        await work();
        return (new Sample(count, (product.Cpu - cpu).TotalMilliseconds, watch.Elapsed.TotalMilliseconds, 0), (await tenant.ReadAsync()).Units - before.Units);
    }

    private void Add(Line line)
    {
        lines.Add(line);
        Console.Error.WriteLine(line);
    }
}
