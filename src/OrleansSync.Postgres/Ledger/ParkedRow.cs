using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.Ledger;

/// <summary>How a row or item that is set aside is read.</summary>
internal static class ParkedRow
{
    public const string Columns = "key, row_key, list_id, item, direction, reason, attempt, due_at, conflict";

    public static Parked Read(SyncDefinitionId definition, NpgsqlDataReader reader) => new(
        definition,
        reader.IsDBNull(0) ? null : LedgerRow.ToKey(reader.GetGuid(0)),
        reader.IsDBNull(1) ? null : RowKeyEncoding.Decode(reader.GetFieldValue<byte[]>(1)),
        reader.IsDBNull(2) || reader.IsDBNull(3) ? null : new ItemAddress(new ListId(reader.GetInt32(2)), reader.GetInt32(3)),
        (SyncDirection)reader.GetInt16(4),
        (ParkReason)reader.GetInt16(5),
        reader.GetInt32(6),
        reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : StoredConflict.Read(reader.GetString(8)));
}
