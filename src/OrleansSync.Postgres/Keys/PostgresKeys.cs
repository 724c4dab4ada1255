using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Helix.Keys;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Keys;

/// <summary>Keys of people and clusters in the table <c>orleanssync.helix_keys</c>.</summary>
internal sealed class PostgresKeys(MetastoreDatabase database) : IKeys
{
    private const string Insert = """
        insert into orleanssync.helix_keys (id, owner, owner_id, secret_hash, created_at, revoked_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing
        """;

    public Task<KeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => database.FindAsync(
        "select id, owner, owner_id, secret_hash, created_at, revoked_at from orleanssync.helix_keys where id = $1", Read, cancellationToken, Query.Of(id));

    public Task RotateAsync(KeyRecord record, CancellationToken cancellationToken)
    {
        const string Revoke = "update orleanssync.helix_keys set revoked_at = $3 where owner = $1 and owner_id = $2 and revoked_at is null and id <> $4";
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await LockAsync(connection, record, stop);
                await connection.ExecuteAsync(
                    Revoke, stop, Query.Of((short)record.Owner), Query.Of(record.OwnerId), Query.Of(record.CreatedAt), Query.Of(record.Id));
                return Verdict.Commit(await connection.ExecuteAsync(Insert, stop, ParametersOf(record)));
            },
            cancellationToken);
    }

    public Task AddAsync(KeyRecord record, CancellationToken cancellationToken) => database.ChangeAsync(
        Repeat.Always, async (connection, stop) => Verdict.Commit(await connection.ExecuteAsync(Insert, stop, ParametersOf(record))), cancellationToken);

    public Task<bool> AddFirstAsync(KeyRecord record, CancellationToken cancellationToken)
    {
        const string SelectOther = "select exists (select 1 from orleanssync.helix_keys where owner = $1 and owner_id = $2 and id <> $3)";
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await LockAsync(connection, record, stop);
                await using (var command = new NpgsqlCommand(SelectOther, connection) { Parameters = { Query.Of((short)record.Owner), Query.Of(record.OwnerId), Query.Of(record.Id) } })
                {
                    if (await command.ExecuteScalarAsync(stop) is true)
                    {
                        return Verdict.RollBack(false);
                    }
                }

                await connection.ExecuteAsync(Insert, stop, ParametersOf(record));
                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    // Two rotations at once: the second waits, and revokes the first one's key.
    private static Task<int> LockAsync(NpgsqlConnection connection, KeyRecord record, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended($1::text, 7))", cancellationToken, Query.Of(record.OwnerId));

    private static NpgsqlParameter[] ParametersOf(KeyRecord record) =>
    [
        Query.Of(record.Id), Query.Of((short)record.Owner), Query.Of(record.OwnerId), Query.Of(record.SecretHash.ToArray()), Query.Of(record.CreatedAt),
        new() { Value = (object?)record.RevokedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
    ];

    private static KeyRecord Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), (KeyOwner)reader.GetInt16(1), reader.GetGuid(2), reader.GetFieldValue<byte[]>(3).ToImmutableArray(),
        reader.GetFieldValue<DateTimeOffset>(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5));
}
