#pragma warning disable RS0030 // A benchmark prints its table, and says when it ran.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using OrleansSync.Bench.Ledger;
using OrleansSync.Testing.Postgres;

// Sizes and speed of the ledger. --rows N takes another number than a million.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rows = Array.IndexOf(args, "--rows") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 1_000_000;
var measured = new List<Measured>();
Shape[] shapes =
[
    new("one-way", rows, KeepsRowKey: false, IsTextKey: false, KeepsBase: false, 200),
    new("two-way, bigint key", rows, KeepsRowKey: true, IsTextKey: false, KeepsBase: false, 240, IsShuffledToo: true),
    new("two-way, key of two texts and a number", rows / 10, KeepsRowKey: true, IsTextKey: true, KeepsBase: false, null),
    new("two-way, with merge base of ten columns", rows / 10, KeepsRowKey: true, IsTextKey: false, KeepsBase: true, null),
];
foreach (var shape in shapes)
{
    Console.Error.WriteLine($"{DateTime.Now:T} {shape.Name}: {shape.Rows} rows");
    measured.Add(await Measurement.RunAsync(shape, withBaseline: shape == shapes[0]));
}

var server = await PostgresServer.GetSharedAsync();
await using var source = NpgsqlDataSource.Create(server.ConnectionString);
await using var version = source.CreateCommand("select current_setting('server_version')");
var report = new Report(await RunAsync("git", "describe --always --dirty"), DateTime.UtcNow.ToString("yyyy-MM-dd"), $"{Environment.ProcessorCount} cores", $"{await version.ExecuteScalarAsync()}", measured);
var root = await RunAsync("git", "rev-parse --show-toplevel");
Directory.CreateDirectory(Path.Combine(root, "artifacts", "bench"));
await File.WriteAllTextAsync(Path.Combine(root, "artifacts", "bench", "ledger.json"), JsonSerializer.Serialize(report, ReportJson.Default.Report));
Console.WriteLine(Print(report));
await server.DisposeAsync();
return 0;

static string Print(Report report)
{
    var text = new StringBuilder();
    text.AppendLine($"{report.Machine}, PostgreSQL {report.PostgreSql}, {report.At}, commit {report.Commit}. Megabytes (10^6 bytes) per million entries.").AppendLine();
    text.AppendLine("| Entries | When | Heap | Primary key | Index by item | Other | **Total** | At most | Merge bases, apart | HOT updates |");
    text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    foreach (var shape in report.Shapes)
    {
        foreach (var size in shape.Sizes)
        {
            text.AppendLine($"| {shape.Shape} | {size.When} | {size.Heap:0.0} | {size.PrimaryKey:0.0} | {size.ItemIndex:0.0} | {size.OtherIndexes:0.0} | **{size.Total:0.0}** | {shape.LimitMegabytes} | {size.Bases:0.0} | {size.HotShare:P0} |");
        }
    }

    text.AppendLine().AppendLine("| Entries | Find 1,000 keys, median ms | Find 1,000 items, median ms |").AppendLine("| --- | ---: | ---: |");
    foreach (var shape in report.Shapes)
    {
        text.AppendLine($"| {shape.Shape} | {shape.FindMedian} | {(shape.FindByItemsMedian == 0 ? "" : $"{shape.FindByItemsMedian}")} |");
    }

    if (report.Shapes[0].Speed is { } speed)
    {
        text.AppendLine().AppendLine("| Writing | Rows/s | CPU of the client, µs/row | CPU of PostgreSQL, µs/row |").AppendLine("| --- | ---: | ---: | ---: |");
        text.AppendLine($"| Commits of 500 that replace their reservations | {speed.CommitRowsPerSecond:N0} | {speed.CommitCpuMicrosecondsPerRow} | {speed.CommitServerCpuMicrosecondsPerRow} |");
        text.AppendLine($"| Baseline: COPY of 500, unlogged, no index | {speed.CopyRowsPerSecond:N0} | {speed.CopyCpuMicrosecondsPerRow} | {speed.CopyServerCpuMicrosecondsPerRow} |");
        text.AppendLine().AppendLine($"A commit takes {speed.Ratio} times the baseline (middle half {speed.RatioLow} to {speed.RatioHigh}).");
    }

    return text.ToString();
}

static async Task<string> RunAsync(string program, string arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!; // Not null: no shell is used.
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return output.Trim();
}
