#pragma warning disable RS0030 // A benchmark prints its table, and measures time.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Bench.TableReader;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Tables;
using OrleansSync.Testing.Postgres;

// A keyset of ten columns read to its end and made canonical, beside COPY of the same columns to nowhere. --rows N takes another number.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 5;
const int PageSize = 5_000;
var rows = Array.IndexOf(args, "--rows") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 200_000;
await using var database = await TestDatabase.CreateAsync();
await using (var create = database.DataSource.CreateCommand($"""
    create table t (id bigint primary key, w timestamptz not null, n integer, a numeric(12, 2), name varchar(80), note text, yes boolean, d date, at timestamptz, u uuid);
    insert into t select n, now() - interval '1 day' + n * interval '1 millisecond', n, n * 1.25, 'name ' || n, repeat('note ', 1 + n % 20), n % 2 = 0, date '2020-01-01' + n % 3000, now(), gen_random_uuid() from generate_series(1, {rows}) n;
    create index on t (w, id)
    """))
{
    await create.ExecuteNonQueryAsync();
}

await using (var vacuum = database.DataSource.CreateCommand("vacuum analyze t"))
{
    await vacuum.ExecuteNonQueryAsync();
}

(string Name, uint Oid, int Modifier, ListColumnKind Field, ValueKind Kind)[] columns =
[
    ("n", 23, -1, ListColumnKind.Number, ValueKind.Number), ("a", 1700, ((12 << 16) | 2) + 4, ListColumnKind.Number, ValueKind.Number), ("name", 1043, 84, ListColumnKind.Text, ValueKind.Text),
    ("note", 25, -1, ListColumnKind.Note, ValueKind.Text), ("yes", 16, -1, ListColumnKind.Boolean, ValueKind.Boolean), ("d", 1082, -1, ListColumnKind.DateOnly, ValueKind.Date),
    ("at", 1184, -1, ListColumnKind.DateTime, ValueKind.Instant), ("u", 2950, -1, ListColumnKind.Text, ValueKind.Text),
];
var key = KeyPlan.Make(KeyChoice.PrimaryKey, [new KeyColumn("id", PostgresType.Of(20), false)], [new TableConstraint("pk", true, ["id"])]).Plan!; // The table has a primary key.
var source = new TableSource(
    new TableDatabase(database.DataSource, new TableOptions()), "public", "t", key, new MappedColumns([], columns.Select(column => column.Name), []),
    columns.Select(column => new TableColumn(column.Name, column.Name, new ColumnPair(PostgresType.Of(column.Oid, column.Modifier), new ListColumn(column.Name, column.Field), column.Kind))), new ListRules(TimeZoneInfo.Utc))
{
    Watermark = new TableWatermark("w", PostgresType.Of(1184), WatermarkKind.Timestamp, TimeZoneInfo.Utc),
};
var definition = SyncDefinition.Create(new SyncDefinitionId(Guid.Empty), SyncDefinitionSpec.Empty, DateTimeOffset.UnixEpoch);
var reader = new PostgresTableReader(new OneSource(source), TimeProvider.System, NullLogger<PostgresTableReader>.Instance);
await using var connection = await database.DataSource.OpenConnectionAsync();
var rounds = new List<(double Own, double Base)>();
for (var round = 0; round <= Rounds; round++)
{
    var watch = Stopwatch.StartNew();
    var count = await ReadAsync();
    var own = watch.Elapsed.TotalSeconds;
    if (count != rows)
    {
        throw new InvalidOperationException($"{count} rows were read instead of {rows}.");
    }

    watch.Restart();
    await CopyAsync();
    if (round > 0)
    {
        rounds.Add((own, watch.Elapsed.TotalSeconds)); // The first one warms both up.
    }
}

var report = Report.Of(await RunAsync("describe --always --dirty"), "PostgresTableReader", "COPY to nowhere, binary", rows, rounds);
var folder = Directory.CreateDirectory(Path.Combine(await RunAsync("rev-parse --show-toplevel"), "artifacts", "bench")).FullName;
await File.WriteAllTextAsync(Path.Combine(folder, "table-reader.json"), JsonSerializer.Serialize(report, ReportJson.Default.Report));
Console.WriteLine($"{rows} rows of ten columns; rows/s, median of {Rounds}: {report.Subject} {rows / report.Own.Order().ElementAt(Rounds / 2):N0}, {report.Baseline} {rows / report.Base.Order().ElementAt(Rounds / 2):N0}; time is {report.Ratio:0.00} times the baseline's ({report.RatioLow:0.00} to {report.RatioHigh:0.00}).");
return 0;

async Task<long> ReadAsync()
{
    var (count, cursor) = (0L, default(Cursor));
    while (true)
    {
        var batch = await reader.ReadChangesAsync(definition, cursor, PageSize, CancellationToken.None);
        (count, cursor) = (count + batch.Changes.Length, batch.Next);
        if (batch.IsEnd)
        {
            return count;
        }
    }
}

async Task CopyAsync()
{
    await using var stream = await connection.BeginRawBinaryCopyAsync("copy t to stdout (format binary)");
    await stream.CopyToAsync(Stream.Null);
}

static async Task<string> RunAsync(string arguments)
{
    using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!; // Not null: no shell is used.
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return output.Trim();
}
