using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;

namespace OrleansSync.Postgres.Catalog;

/// <summary>One kind of resource in the table <c>orleanssync.resources</c>.</summary>
internal sealed class PostgresResources<TSpec>(MetastoreDatabase database, RequestLog requests, ResourceKind<TSpec> kind) : IResources<TSpec>
    where TSpec : class, ICatalogSpec
{
    private const string NameConstraint = "resources_name_unique";
    private const string Columns = "id, revision, spec, created_at, updated_at";

    public Task<Resource<TSpec>?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        FindOneAsync($"select {Columns} from orleanssync.resources where kind = $1 and id = $2", [id], cancellationToken);

    public Task<Resource<TSpec>?> FindByNameAsync(Guid? parentId, string nameKey, CancellationToken cancellationToken) =>
        FindOneAsync(
            $"select {Columns} from orleanssync.resources where kind = $1 and coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid) = $2 and name_key = $3",
            [parentId ?? Guid.Empty, nameKey],
            cancellationToken);

    public Task<ImmutableArray<Resource<TSpec>>> ListAsync(Guid? parentId, Guid? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {Columns} from orleanssync.resources
            where kind = $1 and ($2 is null or parent_id = $2) and ($3 is null or id > $3)
            order by id
            limit $4
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = kind.Number }, UuidOrNull(parentId), UuidOrNull(after), new() { Value = limit } } };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<Resource<TSpec>>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(Read(reader));
                }

                return rows.ToImmutable();
            },
            cancellationToken);
    }

    public Task<ResourceAnswer<TSpec>?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, stop) => await requests.FindAsync(connection, request, stop) is { } earlier ? new ResourceAnswer<TSpec>(ReadAnswer(earlier)) : null,
            cancellationToken);

    public async Task<Resource<TSpec>> CreateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into orleanssync.resources (kind, id, revision, spec, created_at, updated_at, name_key, parent_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
        var answer = await ChangeAsync(request, resource, (connection, stop) => ExecuteAsync(Insert, connection, resource, stop), cancellationToken);
        return answer ?? resource;
    }

    public async Task<Resource<TSpec>> UpdateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Update = """
            update orleanssync.resources
            set revision = $3, spec = $4, created_at = $5, updated_at = $6, name_key = $7, parent_id = $8
            where kind = $1 and id = $2 and revision = $3 - 1
            """;
        var answer = await ChangeAsync(
            request,
            resource,
            async (connection, stop) =>
            {
                if (await ExecuteAsync(Update, connection, resource, stop) == 0)
                {
                    throw await FindReasonAsync(connection, resource.Id, stop);
                }
            },
            cancellationToken);
        return answer ?? resource;
    }

    public async Task<Resource<TSpec>> AnswerAsync(Resource<TSpec> resource, RequestKey request, CancellationToken cancellationToken)
    {
        const string Select = "select exists (select 1 from orleanssync.resources where kind = $1 and id = $2 and revision = $3)";
        var answer = await ChangeAsync(
            request,
            resource,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = kind.Number }, new() { Value = resource.Id }, new() { Value = resource.Revision } } };
                if (await command.ExecuteScalarAsync(stop) is not true)
                {
                    throw await FindReasonAsync(connection, resource.Id, stop);
                }
            },
            cancellationToken);
        return answer ?? resource;
    }

    public Task DeleteAsync(Guid id, long revision, RequestKey? request, CancellationToken cancellationToken)
    {
        const string Delete = "delete from orleanssync.resources where kind = $1 and id = $2 and revision = $3";
        return ChangeAsync(
            request,
            null,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = kind.Number }, new() { Value = id }, new() { Value = revision } } };
                if (await command.ExecuteNonQueryAsync(stop) == 0)
                {
                    throw await FindReasonAsync(connection, id, stop);
                }
            },
            cancellationToken);
    }

    /// <summary>One transaction: the request's row first, so that a repeated request waits before it touches anything; then the change.</summary>
    private async Task<Resource<TSpec>?> ChangeAsync(
        RequestKey? request, Resource<TSpec>? answer, Func<NpgsqlConnection, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ChangeAsync(
                request is null ? Repeat.UnlessCommitted : Repeat.Always,
                async (connection, stop) =>
                {
                    if (request is not null && await requests.AddAsync(connection, request, answer is null ? null : Write(answer), stop) is { } earlier)
                    {
                        return Verdict.RollBack(ReadAnswer(earlier));
                    }

                    await change(connection, stop);
                    return Verdict.Commit(answer);
                },
                cancellationToken);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NameConstraint })
        {
            throw SyncException.NameTaken(kind.Noun, $"{kind.Field}.{kind.NameField}");
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation)
        {
            throw answer is null
                ? new SyncException(SyncError.ResourceInUse, $"Something still belongs to this {kind.Noun} or uses it; delete that first.", exception)
                : new SyncException(SyncError.NotFound, $"The {kind.Parent} is not there any more; nothing was changed.", exception);
        }
    }

    private async Task<int> ExecuteAsync(string sql, NpgsqlConnection connection, Resource<TSpec> resource, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = kind.Number },
                new() { Value = resource.Id },
                new() { Value = resource.Revision },
                new() { Value = Write(resource), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = resource.CreatedAt },
                new() { Value = resource.UpdatedAt },
                new() { Value = resource.Spec.NameKey },
                UuidOrNull(resource.Spec.ParentId),
            },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<Resource<TSpec>?> FindOneAsync(string sql, object[] values, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = kind.Number } } };
                foreach (var value in values)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                }

                await using var reader = await command.ExecuteReaderAsync(stop);
                return await reader.ReadAsync(stop) ? Read(reader) : null;
            },
            cancellationToken);

    private Resource<TSpec> Read(NpgsqlDataReader reader)
    {
        var stored = Parse(reader.GetString(2));
        return new(reader.GetGuid(0), reader.GetInt64(1), stored.Spec, reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4));
    }

    private string Write(Resource<TSpec> resource) => JsonSerializer.Serialize(StoredResource<TSpec>.Of(resource), kind.Json);

    private StoredResource<TSpec> Parse(string json) => JsonSerializer.Deserialize(json, kind.Json) ?? throw new JsonException($"A stored {kind.Noun} is empty.");

    private Resource<TSpec>? ReadAnswer(EarlierAnswer earlier) => earlier.Json is null ? null : Parse(earlier.Json).ToResource();

    private async Task<SyncException> FindReasonAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        const string Select = "select exists (select 1 from orleanssync.resources where kind = $1 and id = $2)";
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = kind.Number }, new() { Value = id } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true ? SyncException.EtagMismatch(kind.Noun) : SyncException.NotFound(kind.Noun, id);
    }

    private static NpgsqlParameter UuidOrNull(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };
}
