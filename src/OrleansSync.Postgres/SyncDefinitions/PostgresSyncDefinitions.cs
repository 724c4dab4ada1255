using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;

namespace OrleansSync.Postgres.SyncDefinitions;

/// <summary>Sync definitions in the table <c>orleanssync.sync_definitions</c>.</summary>
internal sealed class PostgresSyncDefinitions(MetastoreDatabase database, RequestLog requests) : ISyncDefinitions
{
    private const string Noun = "sync definition";
    private const string NameField = "sync_definition.name";
    private const string ReferenceConstraint = "sync_definition_references_resource";
    private const string NameConstraint = "sync_definitions_name_unique";

    public Task<SyncDefinition?> FindAsync(SyncDefinitionId id, CancellationToken cancellationToken)
    {
        const string Select = $"select {SyncDefinitionRow.Columns} from orleanssync.sync_definitions where id = $1";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id.Value } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                return await reader.ReadAsync(stop) ? SyncDefinitionRow.Read(reader) : null;
            },
            cancellationToken);
    }

    public Task<ImmutableArray<SyncDefinition>> ListAsync(SyncDefinitionId? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {SyncDefinitionRow.Columns} from orleanssync.sync_definitions
            where $1 is null or id > $1
            order by id
            limit $2
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { UuidOrNull(after), new() { Value = limit } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<SyncDefinition>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(SyncDefinitionRow.Read(reader));
                }

                return rows.ToImmutable();
            },
            cancellationToken);
    }

    public Task<ImmutableArray<SyncDefinition>> ListVersionsAsync(SyncDefinitionId id, long before, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select definition from orleanssync.sync_definition_versions
            where definition_id = $1 and revision < $2
            order by revision desc
            limit $3
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id.Value }, new() { Value = before }, new() { Value = limit } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<SyncDefinition>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(StoredSyncDefinition.Read(reader.GetString(0)));
                }

                return rows.ToImmutable();
            },
            cancellationToken);
    }

    public Task<ImmutableArray<SyncDefinitionId>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select d.id
            from orleanssync.sync_definitions d
            left join lateral (select r.ended_at, r.id from orleanssync.sync_runs r where r.definition_id = d.id order by r.id desc limit 1) last on true
            where d.spec #>> '{more,schedule,interval}' is not null
                and not coalesce((d.spec #>> '{more,isSuspended}')::boolean, false)
                and (last.id is null or last.ended_at + (d.spec #>> '{more,schedule,interval}')::interval <= $1)
            order by last.ended_at nulls first, d.id
            limit $2
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = now.ToUniversalTime() }, new() { Value = limit } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var ids = ImmutableArray.CreateBuilder<SyncDefinitionId>();
                while (await reader.ReadAsync(stop))
                {
                    ids.Add(new SyncDefinitionId(reader.GetGuid(0)));
                }

                return ids.ToImmutable();
            },
            cancellationToken);
    }

    public Task<ImmutableArray<SyncDefinitionId>> ListChildrenAsync(SyncDefinitionId parent, CancellationToken cancellationToken)
    {
        const string Select = """
            select id from orleanssync.sync_definitions
            where spec #> '{more,mappings}' @> jsonb_build_array(jsonb_build_object('lookupDefinition', $1::text))
            order by id
            """;
        return database.ListAsync(Select, reader => new SyncDefinitionId(reader.GetGuid(0)), cancellationToken, Query.Of(parent.ToString()));
    }

    public Task<bool> IsNameTakenAsync(string nameKey, SyncDefinitionId? except, CancellationToken cancellationToken)
    {
        const string Select = "select exists (select 1 from orleanssync.sync_definitions where name_key = $1 and ($2 is null or id <> $2))";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = nameKey }, UuidOrNull(except) } };
                return await command.ExecuteScalarAsync(stop) is true;
            },
            cancellationToken);
    }

    public Task<SyncDefinitionAnswer?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, stop) => await requests.FindAsync(connection, request, stop) is { } earlier
                ? new SyncDefinitionAnswer(earlier.Json is null ? null : StoredSyncDefinition.Read(earlier.Json))
                : null,
            cancellationToken);

    public async Task<SyncDefinition> CreateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Insert = $"""
            insert into orleanssync.sync_definitions ({SyncDefinitionRow.Columns}, name_key)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """;
        var answer = await ChangeAsync(
            request,
            definition,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Insert, connection);
                SyncDefinitionRow.AddParameters(command, definition);
                await command.ExecuteNonQueryAsync(stop);
                await WriteParticularsAsync(connection, definition, stop);
            },
            cancellationToken);
        return answer ?? definition;
    }

    public async Task<SyncDefinition> UpdateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Update = """
            update orleanssync.sync_definitions
            set revision = $2, name = $3, description = $4, direction = $5, table_schema = $6, table_name = $7, site_url = $8, list_name = $9,
                created_at = $10, updated_at = $11, spec = $12, author_id = $13, name_key = $14
            where id = $1 and revision = $2 - 1
            """;
        var answer = await ChangeAsync(
            request,
            definition,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Update, connection);
                SyncDefinitionRow.AddParameters(command, definition);
                if (await command.ExecuteNonQueryAsync(stop) == 0)
                {
                    throw await FindReasonAsync(connection, definition.Id, stop);
                }

                await WriteParticularsAsync(connection, definition, stop);
            },
            cancellationToken);
        return answer ?? definition;
    }

    public async Task<SyncDefinition> AnswerAsync(SyncDefinition definition, RequestKey request, CancellationToken cancellationToken)
    {
        const string Select = "select exists (select 1 from orleanssync.sync_definitions where id = $1 and revision = $2)";
        var answer = await ChangeAsync(
            request,
            definition,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = definition.Id.Value }, new() { Value = definition.Revision } } };
                if (await command.ExecuteScalarAsync(stop) is not true)
                {
                    throw await FindReasonAsync(connection, definition.Id, stop);
                }
            },
            cancellationToken);
        return answer ?? definition;
    }

    public Task DeleteAsync(SyncDefinitionId id, long revision, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Delete = "delete from orleanssync.sync_definitions where id = $1 and revision = $2";
        return ChangeAsync(
            request,
            null,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = id.Value }, new() { Value = revision } } };
                if (await command.ExecuteNonQueryAsync(stop) == 0)
                {
                    throw await FindReasonAsync(connection, id, stop);
                }
            },
            cancellationToken);
    }

    /// <summary>One transaction: the request's row first, so that a repeated request waits before it touches anything; then the change.</summary>
    private async Task<SyncDefinition?> ChangeAsync(
        RequestKey? request, SyncDefinition? answer, Func<NpgsqlConnection, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            // With a request id a commit of unknown outcome can be repeated: it finds its own answer.
            return await database.ChangeAsync(
                request is null ? Repeat.UnlessCommitted : Repeat.Always,
                async (connection, stop) =>
                {
                    if (request is not null
                        && await requests.AddAsync(connection, request, answer is null ? null : StoredSyncDefinition.Write(answer), stop) is { } earlier)
                    {
                        return Verdict.RollBack(earlier.Json is null ? null : StoredSyncDefinition.Read(earlier.Json));
                    }

                    await change(connection, stop);
                    return Verdict.Commit(answer);
                },
                cancellationToken);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NameConstraint })
        {
            throw SyncException.NameTaken(Noun, NameField);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: ReferenceConstraint })
        {
            throw new SyncException(SyncError.NotFound, "A database or a list that the definition names is not there any more; nothing was changed.", exception);
        }
    }

    /// <summary>Writes what is kept beside the row: what the definition names, and its version.</summary>
    private static async Task WriteParticularsAsync(NpgsqlConnection connection, SyncDefinition definition, CancellationToken cancellationToken)
    {
        const string Forget = "delete from orleanssync.sync_definition_references where definition_id = $1";
        const string Refer = "insert into orleanssync.sync_definition_references (definition_id, resource_id) select $1, unnest($2)";
        const string Keep = """
            insert into orleanssync.sync_definition_versions (definition_id, revision, definition, author_id, changed_at) values ($1, $2, $3, $4, $5)
            on conflict (definition_id, revision) do update set definition = excluded.definition, author_id = excluded.author_id, changed_at = excluded.changed_at
            """;
        var (spec, id) = (definition.Spec, definition.Id.Value);
        Guid[] named = [.. spec.DatabaseId is { } database ? [database] : Array.Empty<Guid>(), .. spec.ListIds];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Forget) { Parameters = { new() { Value = id } } },
                new(Refer) { Parameters = { new() { Value = id }, new() { Value = named } } },
                new(Keep)
                {
                    Parameters =
                    {
                        new() { Value = id },
                        new() { Value = definition.Revision },
                        new() { Value = StoredSyncDefinition.Write(definition), NpgsqlDbType = NpgsqlDbType.Jsonb },
                        new() { Value = (object?)definition.AuthorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                        new() { Value = definition.UpdatedAt },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<SyncException> FindReasonAsync(NpgsqlConnection connection, SyncDefinitionId id, CancellationToken cancellationToken)
    {
        const string Select = "select exists (select 1 from orleanssync.sync_definitions where id = $1)";
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id.Value } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true ? SyncException.EtagMismatch(Noun) : SyncException.NotFound(Noun, id.Value);
    }

    private static NpgsqlParameter UuidOrNull(SyncDefinitionId? id) => new() { Value = (object?)id?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };
}
