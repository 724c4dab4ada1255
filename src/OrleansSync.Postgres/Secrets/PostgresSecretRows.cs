using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Secrets;

/// <summary>Encrypted secrets in the table <c>orleanssync.secrets</c>. It never sees one in the clear.</summary>
internal sealed class PostgresSecretRows(MetastoreDatabase database) : ISecretRows
{
    private const string OfOwner = "owner_kind = $1 and owner_id = $2 and name = $3";

    // Changes of one owner wait for each other: each put could leave the other's older version in place, and two retirements could leave none.
    private const string Lock = "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))";

    /// <inheritdoc/>
    public Task AddAsync(SecretOwner owner, StoredSecret secret, int kept, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into orleanssync.secrets (owner_kind, owner_id, name, version, encrypted, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """;
        const string Prune = $"""
            delete from orleanssync.secrets where {OfOwner}
                and version not in (select version from orleanssync.secrets where {OfOwner} order by version desc limit $4)
            """;
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { new() { Value = owner.ToString() } } });
                batch.BatchCommands.Add(Of(Insert, owner,
                    new() { Value = secret.Version.Id },
                    new() { Value = secret.Encrypted },
                    new() { Value = secret.Version.CreatedAt },
                    new() { Value = (object?)secret.Version.ExpiresAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }));
                batch.BatchCommands.Add(Of(Prune, owner, new NpgsqlParameter { Value = kept }));
                await batch.ExecuteNonQueryAsync(stop);
                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredSecret>> ListAsync(SecretOwner owner, CancellationToken cancellationToken)
    {
        const string Select = $"select version, created_at, expires_at, encrypted from orleanssync.secrets where {OfOwner} order by version desc";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Of(Select, owner) } };
                await using var reader = await batch.ExecuteReaderAsync(stop);
                var secrets = ImmutableArray.CreateBuilder<StoredSecret>();
                while (await reader.ReadAsync(stop))
                {
                    secrets.Add(new StoredSecret(await ReadVersionAsync(reader, 0, stop), await reader.GetFieldValueAsync<byte[]>(3, stop)));
                }

                return secrets.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken)
    {
        const string Delete = $"delete from orleanssync.secrets where {OfOwner} and version = $4";
        return ChangeAsync(() => Of(Delete, owner, new NpgsqlParameter { Value = version }), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RetireAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken)
    {
        const string Delete = $"""
            delete from orleanssync.secrets where {OfOwner} and version = $4
                and exists (select 1 from orleanssync.secrets where {OfOwner} and version <> $4)
            """;
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { new() { Value = owner.ToString() } } });
                batch.BatchCommands.Add(Of(Delete, owner, new NpgsqlParameter { Value = version }));
                await batch.ExecuteNonQueryAsync(stop);
                return Verdict.Commit(batch.BatchCommands[1].RecordsAffected > 0);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>> ListVersionsAsync(string kind, string name, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        const string Select = """
            select owner_id, version, created_at, expires_at from orleanssync.secrets
            where owner_kind = $1 and name = $2 and owner_id = any($3) order by owner_id, version desc
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = kind }, new() { Value = name }, new() { Value = ids.ToArray() } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var found = new List<(Guid Owner, SecretVersion Version)>();
                while (await reader.ReadAsync(stop))
                {
                    found.Add((reader.GetGuid(0), await ReadVersionAsync(reader, 1, stop)));
                }

                return found.GroupBy(row => row.Owner, row => row.Version).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray());
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAllAsync(string kind, Guid id, CancellationToken cancellationToken)
    {
        const string Delete = "delete from orleanssync.secrets where owner_kind = $1 and owner_id = $2";
        return ChangeAsync(() => new NpgsqlBatchCommand(Delete) { Parameters = { new() { Value = kind }, new() { Value = id } } }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ExpiringSecret>> ListExpiringAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select owner_kind, owner_id, name, expires_at from orleanssync.secrets s
            where expires_at < $1 and not exists (
                select 1 from orleanssync.secrets n where (n.owner_kind, n.owner_id, n.name) = (s.owner_kind, s.owner_id, s.name) and n.version > s.version)
            order by expires_at, owner_kind, owner_id, name limit $2
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = before }, new() { Value = limit } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var expiring = ImmutableArray.CreateBuilder<ExpiringSecret>();
                while (await reader.ReadAsync(stop))
                {
                    expiring.Add(new ExpiringSecret(
                        new SecretOwner(reader.GetString(0), reader.GetGuid(1), reader.GetString(2)), await reader.GetFieldValueAsync<DateTimeOffset>(3, stop)));
                }

                return expiring.ToImmutable();
            },
            cancellationToken);
    }

    private Task<bool> ChangeAsync(Func<NpgsqlBatchCommand> make, CancellationToken cancellationToken) => database.ChangeAsync(
        Repeat.Always,
        async (connection, stop) =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { make() } };
            await batch.ExecuteNonQueryAsync(stop);
            return Verdict.Commit(true);
        },
        cancellationToken);

    // Version, created_at and expires_at from this column on.
    private static async Task<SecretVersion> ReadVersionAsync(NpgsqlDataReader reader, int first, CancellationToken cancellationToken)
    {
        DateTimeOffset? expiresAt = await reader.IsDBNullAsync(first + 2, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(first + 2, cancellationToken);
        return new SecretVersion(reader.GetGuid(first), await reader.GetFieldValueAsync<DateTimeOffset>(first + 1, cancellationToken), expiresAt);
    }

    private static NpgsqlBatchCommand Of(string sql, SecretOwner owner, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = owner.Kind }, new() { Value = owner.Id }, new() { Value = owner.Name } } };
        command.Parameters.AddRange(more);
        return command;
    }
}
