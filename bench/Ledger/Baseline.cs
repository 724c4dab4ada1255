using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Bench.Ledger;

/// <summary>The least that writing the same bytes can cost: binary COPY into an unlogged table without an index.</summary>
internal static class Baseline
{
    private const string Create = """
        create unlogged table baseline (
            created_at timestamptz, changed_at timestamptz, definition integer, list_id integer, item integer, etag_version integer,
            key uuid, row_hash uuid, item_hash uuid, etag uuid, state smallint, provenance smallint, is_agreed boolean)
        """;

    public static async Task CreateAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Create);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<LedgerEntry> entries)
    {
        await using var writer = await connection.BeginBinaryImportAsync("copy baseline from stdin (format binary)");
        foreach (var entry in entries)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(entry.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await writer.WriteAsync(entry.ChangedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await writer.WriteAsync(1, NpgsqlDbType.Integer);
            await writer.WriteAsync(entry.List.Value, NpgsqlDbType.Integer);
            await writer.WriteAsync(entry.Item ?? 0, NpgsqlDbType.Integer);
            await writer.WriteAsync(1, NpgsqlDbType.Integer);
            await writer.WriteAsync(new Guid(entry.Key.ToBytes(), bigEndian: true), NpgsqlDbType.Uuid);
            await writer.WriteAsync(Uuid(entry.RowHash), NpgsqlDbType.Uuid);
            await writer.WriteAsync(Uuid(entry.ItemHash), NpgsqlDbType.Uuid);
            await writer.WriteAsync(entry.ETag is { Text.Length: > 37 } etag ? Guid.Parse(etag.Text.AsSpan(1, 36)) : Guid.Empty, NpgsqlDbType.Uuid);
            await writer.WriteAsync((short)entry.State, NpgsqlDbType.Smallint);
            await writer.WriteAsync((short)entry.Provenance, NpgsqlDbType.Smallint);
            await writer.WriteAsync(entry.IsAgreed, NpgsqlDbType.Boolean);
        }

        await writer.CompleteAsync();
    }

    private static Guid Uuid(RowHash? hash) => hash is { } some ? new Guid(some.ToBytes(), bigEndian: true) : Guid.Empty;
}
