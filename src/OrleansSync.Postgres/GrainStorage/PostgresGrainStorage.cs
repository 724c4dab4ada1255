using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.GrainStorage;

/// <summary>
/// Grain states as JSON in the table <c>orleanssync.grain_state</c>, by service id. A write or clear succeeds only with the
/// etag that was last read or written. The new etag is drawn before the first attempt, so that a commit whose answer was
/// lost is recognised when the write is repeated.
/// </summary>
internal sealed class PostgresGrainStorage(
    MetastoreDatabase database, IIdSource ids, TimeProvider clock, IOptions<ClusterOptions> cluster, PostgresGrainStorageOptions options) : IGrainStorage
{
    private const string Key = "service_id = $1 and grain_type = $2 and grain_key = $3 and state_name = $4";

    private readonly string _serviceId = cluster.Value.ServiceId;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        const string Select = $"select etag, payload from orleanssync.grain_state where {Key}";
        var (etag, payload) = await database.ReadAsync<(Guid? Etag, byte[]? Payload)>(
            async (connection, stop) =>
            {
                await using var command = CreateCommand(connection, Select, stateName, grainId);
                await using var reader = await command.ExecuteReaderAsync(stop);
                if (!await reader.ReadAsync(stop))
                {
                    return (null, null);
                }

                return (reader.GetGuid(0), await reader.IsDBNullAsync(1, stop) ? null : await reader.GetFieldValueAsync<byte[]>(1, stop));
            },
            cancellationToken);
        Fill(grainState, etag, payload is not null, payload is null ? EmptyState.Create<T>() : JsonSerializer.Deserialize<T>(payload, options.Json));
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into orleanssync.grain_state (service_id, grain_type, grain_key, state_name, payload, etag, modified_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing
            """;
        var payload = JsonSerializer.SerializeToUtf8Bytes(grainState.State, options.Json);
        var etag = await ReplaceAsync(grainState.ETag is null ? Insert : null, stateName, grainId, grainState.ETag, payload, cancellationToken);
        (grainState.ETag, grainState.RecordExists) = (Format(etag), true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (grainState.ETag is null)
        {
            await ClearUnreadAsync(stateName, grainId, grainState, cancellationToken);
            return;
        }

        var etag = await ReplaceAsync(null, stateName, grainId, grainState.ETag, null, cancellationToken);
        Fill(grainState, etag, false, EmptyState.Create<T>());
    }

    // There is nothing to clear as far as the grain knows; if there is, another activation wrote it.
    private async Task ClearUnreadAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var stored = new GrainState<T>();
        await ReadStateAsync(stateName, grainId, stored, cancellationToken);
        if (stored.RecordExists)
        {
            throw Inconsistent(stateName, grainId, stored.ETag, null);
        }

        (grainState.State, grainState.ETag, grainState.RecordExists) = (stored.State, stored.ETag, false);
    }

    /// <summary>Puts the payload in the place of the one with this etag, or inserts it, and returns the new etag.</summary>
    private async Task<Guid> ReplaceAsync(
        string? insert, string stateName, GrainId grainId, string? oldEtag, byte[]? payload, CancellationToken cancellationToken)
    {
        const string Update = $"update orleanssync.grain_state set payload = $5, etag = $6, modified_at = $7 where {Key} and etag = $8";

        var newEtag = ids.Next();
        var now = clock.Now();
        var expected = oldEtag is not null && Guid.TryParse(oldEtag, CultureInfo.InvariantCulture, out var parsed) ? parsed : (Guid?)null;
        var stored = await database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var command = CreateCommand(connection, insert ?? Update, stateName, grainId);
                command.Parameters.Add(new() { Value = (object?)payload ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json });
                command.Parameters.Add(new() { Value = newEtag });
                command.Parameters.Add(new() { Value = now });
                if (insert is null)
                {
                    command.Parameters.Add(new() { Value = (object?)expected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
                }

                // A second attempt may find the new etag there already: the first one's commit went through and only its answer was lost.
                return await command.ExecuteNonQueryAsync(stop) == 1
                    ? Verdict.Commit<Guid?>(newEtag)
                    : Verdict.RollBack(await FindEtagAsync(connection, stateName, grainId, stop));
            },
            cancellationToken);
        return stored == newEtag ? newEtag : throw Inconsistent(stateName, grainId, stored is null ? null : Format(stored.Value), oldEtag);
    }

    private async Task<Guid?> FindEtagAsync(NpgsqlConnection connection, string stateName, GrainId grainId, CancellationToken cancellationToken)
    {
        const string Select = $"select etag from orleanssync.grain_state where {Key}";
        await using var command = CreateCommand(connection, Select, stateName, grainId);
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    private NpgsqlCommand CreateCommand(NpgsqlConnection connection, string sql, string stateName, GrainId grainId) => new(sql, connection)
    {
        Parameters =
        {
            new() { Value = _serviceId },
            new() { Value = grainId.Type.ToString() },
            new() { Value = grainId.Key.ToString() },
            new() { Value = stateName },
        },
    };

    private static void Fill<T>(IGrainState<T> grainState, Guid? etag, bool exists, T? state) =>
        (grainState.State, grainState.ETag, grainState.RecordExists) = (state, etag is null ? null : Format(etag.Value), exists);

    private static string Format(Guid etag) => etag.ToString("N");

    private static InconsistentStateException Inconsistent(string stateName, GrainId grainId, string? stored, string? current) =>
        new($"The state {stateName} of the grain {grainId} was written by another activation.", stored ?? "(none)", current ?? "(none)");
}
