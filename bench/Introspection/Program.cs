#pragma warning disable RS0030 // A benchmark prints its table, and measures time.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using OrleansSync.Bench.Introspection;
using OrleansSync.Engine.Introspection;
using OrleansSync.Postgres.Introspection;
using OrleansSync.Testing.Postgres;

// Introspection of 5,000 tables with 100,000 columns beside pg_dump --schema-only of the same database. --tables N takes another number.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Columns = 20;
const int Rounds = 5;
var tables = Array.IndexOf(args, "--tables") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 5_000;
await using var database = await TestDatabase.CreateAsync();
for (var first = 1; first <= tables; first += 200)
{
    // One transaction for all of them would need more locks than a server has by default.
    await using var create = database.DataSource.CreateCommand($"""
        do $$ begin for n in {first}..{Math.Min(first + 199, tables)} loop
            execute format('create table t%s (id bigint generated always as identity primary key, parent bigint{(first > 1 ? " references t1" : "")}, %s)', n,
                (select string_agg(format('c%s %s', m, (array['text', 'varchar(50) not null', 'numeric(12, 2) default 0', 'timestamptz default now()', 'boolean', 'jsonb'])[1 + m % 6]), ', ') from generate_series(3, {Columns}) m));
            execute format('create index on t%s (c3, c4)', n);
        end loop; end $$
        """);
    create.CommandTimeout = 600;
    await create.ExecuteNonQueryAsync();
}

await using (var vacuum = database.DataSource.CreateCommand("vacuum analyze pg_catalog.pg_attribute; "))
{
    await vacuum.ExecuteNonQueryAsync();
}

var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
await using var connection = await database.DataSource.OpenConnectionAsync();
var rounds = new List<(double Own, double Base)>();
for (var round = 0; round <= Rounds; round++)
{
    var watch = Stopwatch.StartNew();
    var snapshot = await SchemaReader.ReadAsync(connection, CancellationToken.None);
    var own = watch.Elapsed.TotalSeconds;
    if (snapshot.Relations.Length != tables || snapshot.Relations.Any(relation => relation.Columns.Length != Columns))
    {
        throw new InvalidOperationException("The snapshot does not hold what was created.");
    }

    watch.Restart();
    await RunAsync("pg_dump", "--schema-only", "--file=/dev/null", "--host", settings.Host!, "--port", $"{settings.Port}", "--username", settings.Username!, settings.Database!); // A test database names all of them.
    if (round > 0)
    {
        rounds.Add((own, watch.Elapsed.TotalSeconds)); // The first one warms both up.
    }
}

var one = Stopwatch.StartNew();
for (var round = 0; round < Rounds; round++)
{
    _ = await SchemaReader.ReadOneAsync(connection, new RelationName("public", "t1"), CancellationToken.None);
}

Console.WriteLine($"One of the tables, mean of {Rounds}: {one.Elapsed.TotalMilliseconds / Rounds:0.0} ms.");
var report = Report.Of(await RunAsync("git", "describe", "--always", "--dirty"), "SchemaReader", "pg_dump --schema-only", tables, rounds);
var folder = Directory.CreateDirectory(Path.Combine(await RunAsync("git", "rev-parse", "--show-toplevel"), "artifacts", "bench")).FullName;
await File.WriteAllTextAsync(Path.Combine(folder, "introspection.json"), JsonSerializer.Serialize(report, ReportJson.Default.Report));
Console.WriteLine($"{tables} tables, {tables * Columns} columns; seconds, median of {Rounds}: {report.Subject} {report.Own.Order().ElementAt(Rounds / 2):0.00}, {report.Baseline} {report.Base.Order().ElementAt(Rounds / 2):0.00}, ratio {report.Ratio:0.00} ({report.RatioLow:0.00} to {report.RatioHigh:0.00}).");
return 0;

async Task<string> RunAsync(string program, params string[] arguments)
{
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
    start.Environment["PGPASSWORD"] = settings.Password;
    using var process = Process.Start(start)!; // Not null: no shell is used.
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
}
