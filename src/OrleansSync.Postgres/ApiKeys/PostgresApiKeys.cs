using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.ApiKeys;

/// <summary>API keys in the table <c>orleanssync.api_keys</c>.</summary>
internal sealed class PostgresApiKeys(MetastoreDatabase database) : IApiKeys
{
    private const string Noun = "API key";
    private const string NameField = "api_key.name";
    private const string NameConstraint = "api_keys_name_unique";
    private const string KeyColumns = "id, name, role, created_at, revoked_at";

    // Keeps out other changes, not reads. Keys are few and rarely changed, so one lock for all is the simplest that is right:
    // two revocations cannot each see the other's admin key as the one that stays.
    private const string LockChanges = "lock table orleanssync.api_keys in share row exclusive mode";

    public Task<ApiKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Select = $"select {KeyColumns}, secret_hash from orleanssync.api_keys where id = $1";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                return await reader.ReadAsync(stop) ? new ApiKeyRecord(ReadKey(reader), [.. await reader.GetFieldValueAsync<byte[]>(5, stop)]) : null;
            },
            cancellationToken);
    }

    public Task<ImmutableArray<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select {KeyColumns} from orleanssync.api_keys where $1 is null or id > $1 order by id limit $2";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection)
                {
                    Parameters = { new() { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = limit } },
                };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<ApiKey>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(ReadKey(reader));
                }

                return rows.ToImmutable();
            },
            cancellationToken);
    }

    public async Task CreateAsync(ApiKeyRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await database.ChangeAsync(
                Repeat.UnlessCommitted,
                async (connection, stop) =>
                {
                    await InsertAsync(connection, record, stop);
                    return Verdict.Commit(true);
                },
                cancellationToken);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NameConstraint })
        {
            throw SyncException.NameTaken(Noun, NameField);
        }
    }

    public Task<bool> CreateFirstAsync(ApiKeyRecord record, Func<CancellationToken, Task> beforeCommit, CancellationToken cancellationToken)
    {
        const string SelectAny = "select exists (select 1 from orleanssync.api_keys)";

        // Never repeated: what the caller does before the commit is outside of the transaction.
        return database.ChangeAsync(
            Repeat.Never,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, LockChanges, stop);
                await using (var command = new NpgsqlCommand(SelectAny, connection))
                {
                    if (await command.ExecuteScalarAsync(stop) is true)
                    {
                        return Verdict.RollBack(false);
                    }
                }

                await InsertAsync(connection, record, stop);
                await beforeCommit(stop);
                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    public Task<ApiKey> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        // A second revocation finds the key revoked and changes nothing, so any failure can be repeated.
        database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await ExecuteAsync(connection, LockChanges, stop);
                var (key, hasOtherAdmin) = await ReadForRevocationAsync(connection, id, stop) ?? throw SyncException.NotFound(Noun, id);
                if (key.RevokedAt is not null)
                {
                    return Verdict.RollBack(key);
                }

                if (key.Role == ApiKeyRole.Admin && !hasOtherAdmin)
                {
                    throw new SyncException(SyncError.LastAdminKey, "This is the last admin key that is not revoked; make another one before you revoke it.");
                }

                await WriteRevocationAsync(connection, id, now, stop);
                return Verdict.Commit(key with { RevokedAt = now });
            },
            cancellationToken);

    private static async Task<(ApiKey Key, bool HasOtherAdmin)?> ReadForRevocationAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {KeyColumns}, exists (select 1 from orleanssync.api_keys where role = $2 and revoked_at is null and id <> $1)
            from orleanssync.api_keys
            where id = $1
            """;
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id }, new() { Value = (short)ApiKeyRole.Admin } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (ReadKey(reader), reader.GetBoolean(5)) : null;
    }

    private static async Task WriteRevocationAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Update = "update orleanssync.api_keys set revoked_at = $2 where id = $1";
        await using var command = new NpgsqlCommand(Update, connection) { Parameters = { new() { Value = id }, new() { Value = now } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, ApiKeyRecord record, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into orleanssync.api_keys (id, name, name_key, role, secret_hash, created_at, revoked_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
        var key = record.Key;
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = key.Id },
                new() { Value = key.Name },
                new() { Value = key.NameKey },
                new() { Value = (short)key.Role },
                new() { Value = record.SecretHash.ToArray() },
                new() { Value = key.CreatedAt },
                new() { Value = (object?)key.RevokedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static ApiKey ReadKey(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        (ApiKeyRole)reader.GetInt16(2),
        reader.GetFieldValue<DateTimeOffset>(3),
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
}
