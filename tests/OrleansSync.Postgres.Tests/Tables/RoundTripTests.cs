using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Introspection;
using OrleansSync.Postgres.Sql;
using OrleansSync.Postgres.Tables;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>
/// Random tables: names, key and column types drawn from a seed, described from what introspection says of them. What is written
/// is read back equal, by every way of reading; and what people write is read as PostgreSQL's own text of it is.
/// </summary>
public sealed class RoundTripTests
{
    private const int Rows = 60;

    private static readonly (string Sql, ListColumnKind Field, ValueKind Kind, string Random)[] Types =
    [
        ("integer", ListColumnKind.Number, ValueKind.Number, "(random() * 4e9 - 2e9)::integer"),
        ("smallint", ListColumnKind.Number, ValueKind.Number, "(random() * 6e4 - 3e4)::smallint"),
        ("bigint", ListColumnKind.Number, ValueKind.Number, "(random() * 9e15 - 4e15)::bigint"),
        ("numeric(12, 3)", ListColumnKind.Number, ValueKind.Number, "(random() * 1e9 - 5e8)::numeric(12, 3)"),
        ("numeric", ListColumnKind.Note, ValueKind.Text, "(random() * 1e9)::numeric * 1e12"),
        ("double precision", ListColumnKind.Number, ValueKind.Number, "random() * 1e6"),
        ("real", ListColumnKind.Number, ValueKind.Number, "(random() * 1e6)::real"),
        ("boolean", ListColumnKind.Boolean, ValueKind.Boolean, "random() < 0.5"),
        ("date", ListColumnKind.DateOnly, ValueKind.Date, "date '1990-01-01' + (random() * 20000)::integer"),
        ("timestamptz", ListColumnKind.DateTime, ValueKind.Instant, "timestamptz '1990-01-01 00:00Z' + random() * interval '50 years'"),
        ("timestamp", ListColumnKind.DateTime, ValueKind.Instant, "timestamp '1990-01-01 00:00' + random() * interval '50 years'"),
        ("varchar(40)", ListColumnKind.Text, ValueKind.Text, "substr(translate(md5(random()::text), '0123', 'é日 '''), 1, (random() * 30)::integer)"),
        ("text", ListColumnKind.Note, ValueKind.Text, "repeat(md5(random()::text) || E'\\n\\t\"{},\\\\', (random() * 20)::integer)"),
        ("char(8)", ListColumnKind.Text, ValueKind.Text, "substr(md5(random()::text), 1, (random() * 8)::integer)"),
        ("citext", ListColumnKind.Text, ValueKind.Text, "('X' || md5(random()::text))::citext"),
        ("mood", ListColumnKind.Choice, ValueKind.Text, "(array['sad', 'o''k', 'ha\"ppy']::mood[])[1 + (random() * 2)::integer]"),
        ("mood[]", ListColumnKind.MultiChoice, ValueKind.Choices, "(array['sad', 'o''k', 'ha\"ppy']::mood[])[1:1 + (random() * 2)::integer]"),
        ("text[]", ListColumnKind.MultiChoice, ValueKind.Choices, "array['a' || (random() * 9)::integer, 'b,{}\"\\ ' || (random() * 9)::integer]"),
        ("code", ListColumnKind.Text, ValueKind.Text, "('c' || (random() * 1e6)::integer)::code"),
        ("uuid", ListColumnKind.Text, ValueKind.Text, "gen_random_uuid()"),
        ("bytea", ListColumnKind.Note, ValueKind.Text, "decode(md5(random()::text), 'hex')"),
        ("jsonb", ListColumnKind.Note, ValueKind.Json, "jsonb_build_object('b', random()::numeric(9, 5), 'a', array[md5(random()::text)])"),
        ("json", ListColumnKind.Note, ValueKind.Json, "('{\"b\" : 1.50, \"a\": [\"' || md5(random()::text) || '\"]}')::json"),
        ("time", ListColumnKind.Text, ValueKind.Text, "time '00:00' + random() * interval '24 hours'"),
        ("interval", ListColumnKind.Text, ValueKind.Text, "random() * interval '100 days 5 hours'"),
        ("inet", ListColumnKind.Text, ValueKind.Text, "inet '10.0.0.0' + (random() * 1e6)::integer"),
    ];

    private static readonly (string Sql, string Random)[] KeyTypes =
    [
        ("integer", "n"), ("bigint", "n * 1000000007::bigint"), ("uuid", "md5(n::text)::uuid"), ("text", "translate(md5(n::text), '01', 'é日') || n"), ("varchar(50)", "'K' || n"),
        ("char(12)", "n || 'x'"), ("citext", "(case n % 2 when 0 then 'k' else 'K' end || n)::citext"), ("timestamptz", "timestamptz '2020-01-01' + n * interval '1 microsecond'"), ("date", "date '2020-01-01' + n"),
        ("numeric(30, 5)", "n + 0.12345"), ("bytea", "decode(lpad(to_hex(n), 6, '0'), 'hex')"),
    ];

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Rows_OfARandomTable_AreReadAsPostgresWritesThemAndComeBackEqual(int seed)
    {
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync();
        var keys = random.GetItems(KeyTypes, 1 + random.Next(3));
        var columns = Enumerable.Range(0, 4 + random.Next(10)).Select(index => (Name: $"c\"{index} {(char)random.Next(0x3B1, 0x3C9)}", Type: random.GetItems(Types, 1)[0])).ToList();
        var source = await CreateAsync(database, keys, columns);
        var (reader, writer) = (Reader(source), new PostgresTableWriter(new FixedSources(source), new SystemIdSource(TimeProvider.System)));

        var scanned = await ReadAllAsync(reader, null, 1 + random.Next(20));
        Assert.Equal(Rows, scanned.Select(change => change.Key).Distinct().Count());
        await AssertTextsAsync(database, source, scanned);
        AssertSame(scanned, await ReadAllAsync(reader, new Cursor.FullScan(null, default), 1 + random.Next(20)));
        AssertSame(scanned, [.. (await reader.FindRowsAsync(TestRows.Definition, [.. scanned.Select(change => change.Key)], default)).Select(Seen)]);

        await ExecuteAsync(database, "create table kept as table \"T\"; delete from \"T\"");
        var outcomes = await writer.ApplyAsync(TestRows.Definition, [.. scanned.Select(change => new TableWrite.Insert(change.Key, change.Row!))], default); // Seen rows that are there.
        Assert.All(outcomes.Zip(scanned), pair => Assert.Equal(pair.Second.Row, Assert.IsType<TableOutcome.Applied>(pair.First).Stored));
        AssertSame(scanned, await ReadAllAsync(reader, new Cursor.FullScan(null, default), 50));
        // What was written is as it was, to the last unit that the list keeps: written once more, it changes nothing.
        Assert.All(await writer.ApplyAsync(TestRows.Definition, [.. scanned.Select(change => new TableWrite.Insert(change.Key, change.Row!))], default), outcome => Assert.IsType<TableOutcome.Applied>(outcome));
    }

    private static async Task<TableSource> CreateAsync(TestDatabase database, (string Sql, string Random)[] keys, List<(string Name, (string Sql, ListColumnKind Field, ValueKind Kind, string Random) Type)> columns)
    {
        var keyNames = keys.Select((_, index) => $"K{index}").ToList();
        var named = keyNames.Zip(keys, (name, key) => $"\"{name}\" {key.Sql}").Concat(columns.Select(column => $"{SqlIdentifier.Quote(column.Name)} {column.Type.Sql}"));
        var values = keys.Select(key => key.Random).Concat(columns.Select(column => $"case when random() < 0.2 then null else {column.Type.Random} end"));
        await ExecuteAsync(database, $"""
            create extension citext; create type mood as enum ('sad', 'o''k', 'ha"ppy'); create domain code as varchar(20); select setseed(0.5);
            create table "T" ({string.Join(", ", named)}, w timestamptz default now() - interval '1 hour', primary key ({string.Join(", ", keyNames.Select(name => $"\"{name}\""))}));
            insert into "T" select {string.Join(", ", values)} from generate_series(1, {Rows}) n;
            update "T" set w = null where random() < 0.2;
            """);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ReloadTypesAsync();
        var relation = (await SchemaReader.ReadAsync(connection, default)).Relations.Single();
        var info = relation.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var plan = KeyPlan.Make(KeyChoice.PrimaryKey, relation.KeyColumns, relation.Uniques).Plan!; // It has a primary key.
        var mapped = columns.Select(column => new TableColumn(column.Name, column.Name, new ColumnPair(info[column.Name].Type, new ListColumn("Field", column.Type.Field), column.Type.Kind)));
        return new TableSource(new TableDatabase(database.DataSource, new TableOptions { Overlap = TimeSpan.Zero }), "public", "T", plan, new MappedColumns(columns.Select(column => column.Name), [], []), mapped, new ListRules(TimeZoneInfo.Utc))
        {
            Watermark = new TableWatermark("w", info["w"].Type, WatermarkKind.Timestamp, TimeZoneInfo.Utc),
            TypeNames = relation.Columns.Where(column => column.Type.Kind is PostgresTypeKind.Enum or PostgresTypeKind.Citext or PostgresTypeKind.Array || column.Type.IsDomain)
                .DistinctBy(column => column.Type.Oid).ToImmutableDictionary(column => column.Type.Oid, column => column.SqlType),
        };
    }

    // The text that PostgreSQL gives for each cell, read by the engine's other reader.
    private static async Task AssertTextsAsync(TestDatabase database, TableSource source, List<RowChange> rows)
    {
        var (keys, columns) = (source.Key.Columns, source.Columns);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"set intervalstyle to iso_8601; set timezone to 'Asia/Kathmandu'; select {string.Join(", ", keys.Select(key => key.Name).Concat(columns.Select(column => column.Column)).Select(name => $"{SqlIdentifier.Quote(name)}::text"))} from \"T\"";
        await using var reader = await command.ExecuteReaderAsync();
        var byKey = rows.ToDictionary(row => row.Key);
        var count = 0;
        while (await reader.ReadAsync())
        {
            RowKey key = new([.. keys.Select((column, index) => KeyReading.TryReadText(column.Type, Encoding.UTF8.GetBytes(reader.GetString(index)), out var part, out _) ? part : throw new FormatException(column.Name))]);
            for (var index = 0; index < columns.Length; index++)
            {
                var expected = Value.Null;
                if (reader[keys.Length + index] is string text)
                {
                    Assert.True(PostgresText.TryRead(columns[index].Pair.Type, columns[index].Pair.Kind, Encoding.UTF8.GetBytes(text), out var read, out var failure), $"{columns[index].Pair.Type.Name}: {failure}");
                    Assert.True(Canonicaliser.TryApply(columns[index].Pair, read, source.Rules, out expected, out failure), $"{columns[index].Pair.Type.Name}: {failure}");
                }

                Assert.Equal(expected, byKey[key].Row!.Find(columns[index].Name)); // Every row was seen.
            }

            count++;
        }

        Assert.Equal(Rows, count);
    }

    private static void AssertSame(List<RowChange> expected, List<RowChange> actual) =>
        Assert.Equal(expected.OrderBy(change => change.Key).Select(change => (change.Key, change.Row)), actual.OrderBy(change => change.Key).Select(change => (change.Key, change.Row)));

    private static async Task<List<RowChange>> ReadAllAsync(PostgresTableReader reader, Cursor? cursor, int limit)
    {
        var changes = new List<RowChange>();
        while (true)
        {
            var batch = await reader.ReadChangesAsync(TestRows.Definition, cursor, limit, default);
            changes.AddRange(batch.Changes.Select(Seen));
            // The engine orders keys as PostgreSQL does.
            Assert.Equal(batch.Changes.Select(Seen).OrderBy(change => change.Watermark is not null).ThenBy(change => change.Watermark).ThenBy(change => change.Key).Select(change => change.Key), batch.Changes.Select(view => Seen(view).Key));
            cursor = batch.Next;
            if (batch.IsEnd)
            {
                return changes;
            }
        }
    }

    private static RowChange Seen(RowView view) => Assert.IsType<RowView.Seen>(view).Change;

    private static PostgresTableReader Reader(TableSource source) => new(new FixedSources(source), TimeProvider.System, NullLogger<PostgresTableReader>.Instance);

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
