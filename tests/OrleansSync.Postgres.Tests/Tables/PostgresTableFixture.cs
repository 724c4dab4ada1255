using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Tables;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>The contract's table in a database of its own, with names that must be quoted.</summary>
internal sealed class PostgresTableFixture : ITableFixture
{
    public const string Schema = "My \"schema\"; drop table x; --";
    public const string Table = "Con'tract";
    public const string Watermark = "changed At";
    private const string Quoted = "\"My \"\"schema\"\"; drop table x; --\".\"Con'tract\"";
    private readonly TestDatabase _database;

    private readonly WatermarkKind _kind;

    private PostgresTableFixture(TestDatabase database, WatermarkKind kind, TableSource source)
    {
        _database = database;
        _kind = kind;
        Source = source;
        Reader = Read(source);
        Writer = new PostgresTableWriter(new FixedSources(source), new SystemIdSource(TimeProvider.System));
    }

    public TableSource Source { get; }

    public SyncDefinition Definition => TestRows.Definition;

    public ITableReader Reader { get; }

    public ITableWriter Writer { get; }

    /// <summary>The overlap is zero unless given, so that the contract can say which rows come again.</summary>
    public static async Task<PostgresTableFixture> CreateAsync(ChangeSource source, WatermarkKind kind = WatermarkKind.Timestamp, Action<TableOptions>? configure = null, TestDatabase? database = null)
    {
        database ??= await TestDatabase.CreateAsync();
        var (type, drawn) = kind == WatermarkKind.Number ? ("bigint", "nextval('numbers')") : ("timestamptz", "clock_timestamp()");
        await using var command = database.DataSource.CreateCommand($"""
            create sequence numbers;
            create schema "My ""schema""; drop table x; --";
            create table {Quoted} (
                "Id" integer generated always as identity (start 1000000) primary key, amount integer, name varchar(255), "co de" varchar(255), note varchar(255),
                "is marked" boolean not null default false, "{Watermark}" {type} default {drawn});
            """);
        await command.ExecuteNonQueryAsync();
        var options = new TableOptions { Overlap = TimeSpan.Zero };
        configure?.Invoke(options);
        return new PostgresTableFixture(database, kind, SourceOf(database.DataSource, options, source == ChangeSource.Keyset ? kind : null));
    }

    /// <summary>A reader of the same table over other connections.</summary>
    public ITableReader ReaderOver(NpgsqlDataSource database) =>
        Read(SourceOf(database, Source.Database.Options, Source.Watermark?.Kind));

    /// <summary>A reader of the same table by another watermark.</summary>
    public ITableReader ReaderOf(TableWatermark watermark) =>
        Read(new TableSource(Source.Database, Schema, Table, Source.Key, Source.Mapped, Source.Columns, Source.Rules) { Watermark = watermark });

    public static TableSource SourceOf(NpgsqlDataSource database, TableOptions options, WatermarkKind? kind)
    {
        var key = KeyPlan.Make(KeyChoice.PrimaryKey, [new KeyColumn("Id", PostgresType.Of(23), false)], [new TableConstraint("pk", true, ["Id"])]).Plan!;
        var text = PostgresType.Of(1043, 259);
        TableColumn[] columns =
        [
            new("amount", "amount", new ColumnPair(PostgresType.Of(23), new ListColumn("amount", ListColumnKind.Number), ValueKind.Number)),
            new("name", "name", new ColumnPair(text, new ListColumn("name", ListColumnKind.Text), ValueKind.Text)),
            new("code", "co de", new ColumnPair(text, new ListColumn("code", ListColumnKind.Text), ValueKind.Text)),
            new("note", "note", new ColumnPair(text, new ListColumn("note", ListColumnKind.Text), ValueKind.Text)),
        ];
        return new TableSource(new TableDatabase(database, options), Schema, Table, key, TestRows.Columns, columns, new ListRules(TimeZoneInfo.Utc))
        {
            Mark = "is marked",
            Draw = new KeyDraw.Sequence(Schema, $"{Table}_Id_seq"),
            Watermark = kind is { } some ? new TableWatermark(Watermark, PostgresType.Of(some == WatermarkKind.Number ? 20u : 1184u), some, TimeZoneInfo.Utc) : null,
        };
    }

    public async Task PutAsync(RowKey key, Row row, bool hasWatermark = true)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await PutAsync(connection, key, row, hasWatermark);
    }

    public Task DeleteAsync(RowKey key) => ExecuteAsync($"delete from {Quoted} where \"Id\" = {IdOf(key)}");

    public async Task<Func<Task>> PutInOpenTransactionAsync(RowKey key, Row row)
    {
        var connection = await _database.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await PutAsync(connection, key, row, hasWatermark: true);
        return async () =>
        {
            await transaction.CommitAsync();
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        };
    }

    public async Task<Row?> FindAsync(RowKey key)
    {
        await using var command = _database.DataSource.CreateCommand($"select amount, name, \"co de\", note from {Quoted} where \"Id\" = {IdOf(key)}");
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        Value Text(int column) => reader[column] is string text ? new TextValue(text) : Value.Null;
        return Row.Of([new("amount", reader[0] is int amount ? new NumberValue(amount) : Value.Null), new("name", Text(1)), new("code", Text(2)), new("note", Text(3))]);
    }

    public async Task<bool> IsMarkedAsync(RowKey key) => (bool)(await ScalarAsync($"select \"is marked\" from {Quoted} where \"Id\" = {IdOf(key)}"))!; // The column is not null.

    public Task RefuseNameAsync(string name) => ExecuteAsync($"alter table {Quoted} add constraint refuse check (name <> '{name}')");

    /// <summary>Runs a statement in which <c>%t</c> is the table.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql.Replace("%t", Quoted, StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql.Replace("%t", Quoted, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }

    public TestDatabase Database => _database;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static PostgresTableReader Read(TableSource source) => new(new FixedSources(source), TimeProvider.System, NullLogger<PostgresTableReader>.Instance);

    private static decimal IdOf(RowKey key) => key.Parts[0].Number;

    /// <summary>Somebody writes a row in a transaction of their own.</summary>
    public async Task PutAsync(NpgsqlConnection connection, RowKey key, Row row, bool hasWatermark = true)
    {
        var drawn = !hasWatermark ? "null" : _kind == WatermarkKind.Number ? "nextval('numbers')" : "now()";
        const string Upsert = """
            insert into %t as there ("Id", amount, name, "co de", note, "changed At") overriding system value values ($1, $2, $3, $4, $5, %w)
            on conflict ("Id") do update set amount = excluded.amount, name = excluded.name, "co de" = excluded."co de", note = excluded.note, "changed At" = excluded."changed At"
            """;
        await using var command = new NpgsqlCommand(Upsert.Replace("%t", Quoted, StringComparison.Ordinal).Replace("%w", drawn, StringComparison.Ordinal), connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)IdOf(key) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)((NumberValue)row.Find("amount")!).Number });
        foreach (var name in (string[])["name", "code", "note"])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = row.Find(name) is TextValue text ? text.Text : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        }

        await command.ExecuteNonQueryAsync();
    }
}
