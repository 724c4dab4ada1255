using System.Buffers.Binary;
using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Postgres.Ledger;

/// <summary>How an entry, and what it is made of, are kept in columns.</summary>
internal static class LedgerRow
{
    /// <summary>For <c>ledger entry left join ledger_bases base</c>, in the order in which <see cref="Read"/> reads.</summary>
    public const string Columns = """
        entry.key, entry.created_at, entry.changed_at, entry.list_id, entry.item, entry.etag_version, entry.row_hash, entry.item_hash, entry.etag,
        entry.state, entry.provenance, entry.is_agreed, entry.row_key, entry.other_etag, entry.moving, base.agreed
        """;

    public static LedgerEntry Read(SyncDefinitionId definition, NpgsqlDataReader reader)
    {
        var rowKey = reader.GetFieldValue<byte[]>(12);
        var moving = reader.GetFieldValue<byte[]>(14);
        return new LedgerEntry
        {
            Definition = definition,
            Key = ToKey(reader.GetGuid(0)),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(1),
            ChangedAt = reader.GetFieldValue<DateTimeOffset>(2),
            List = new ListId(reader.GetInt32(3)),
            Item = reader.IsDBNull(4) ? null : reader.GetInt32(4),
            ETag = new StoredETag(ReadUuid(reader, 8), reader.IsDBNull(5) ? null : reader.GetInt32(5), reader.GetFieldValue<byte[]>(13)).ToETag(),
            RowHash = ToHash(ReadUuid(reader, 6)),
            ItemHash = ToHash(ReadUuid(reader, 7)),
            State = (LedgerState)reader.GetInt16(9),
            Provenance = (Provenance)reader.GetInt16(10),
            IsAgreed = reader.GetBoolean(11),
            RowKey = rowKey.Length == 0 ? null : RowKeyEncoding.Decode(rowKey),
            MovingTo = moving.Length == 0 ? null : new ListId(BinaryPrimitives.ReadInt32BigEndian(moving)),
            MovedItem = moving.Length <= sizeof(int) ? null : BinaryPrimitives.ReadInt32BigEndian(moving.AsSpan(sizeof(int))),
            Base = reader.IsDBNull(15) ? null : StoredRow.Read(reader.GetFieldValue<byte[]>(15)),
        };
    }

    /// <summary>Reads the cells key, list_id, row_hash.</summary>
    public static LedgerPair ReadPair(ReadOnlySpan<byte> cells)
    {
        var row = new PostgresCells(cells);
        row.Next(out var key);
        row.Next(out var list);
        return new LedgerPair(SyncKey.FromBytes(key), new ListId(BinaryPrimitives.ReadInt32BigEndian(list)), row.Next(out var hash) ? RowHash.FromBytes(hash) : null);
    }

    public static Guid ToUuid(SyncKey key) => ToUuid(key.High, key.Low);

    public static SyncKey ToKey(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[RowHash.Size];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return SyncKey.FromBytes(bytes);
    }

    public static Guid? ToUuid(RowHash? hash) => hash is { } some ? ToUuid(some.High, some.Low) : null;

    /// <summary>The column <c>moving</c>.</summary>
    public static byte[] Moving(ListId? list, int? item)
    {
        if (list is null)
        {
            return [];
        }

        var bytes = new byte[item is null ? sizeof(int) : 2 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, list.Value.Value);
        if (item is { } moved)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(int)), moved);
        }

        return bytes;
    }

    private static Guid? ReadUuid(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static RowHash? ToHash(Guid? uuid) => uuid is { } some && ToKey(some) is var bytes ? new RowHash(bytes.High, bytes.Low) : null;

    private static Guid ToUuid(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[RowHash.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], low);
        return new Guid(bytes, bigEndian: true);
    }
}
