using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Ledger;

namespace OrleansSync.Postgres.Runs;

/// <summary>How a run is kept in columns.</summary>
internal static class SyncRunRow
{
    public const string Columns = """
        id, definition_id, direction, state, epoch, deletes, confirmed, started_at, ended_at, problem,
        read, written, unchanged, coalesced, parked, ignored, normalised, losses, asked, match, scope
        """;

    public static SyncRun Read(NpgsqlDataReader reader) => new(
        new SyncRunId(reader.GetGuid(0)),
        new SyncDefinitionId(reader.GetGuid(1)),
        (SyncDirection)reader.GetInt16(2),
        (RunState)reader.GetInt16(3),
        new Epoch(reader.GetInt64(4)),
        new RunCounters(
            reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13), reader.GetInt64(14), ReadIgnored(reader.GetString(15)),
            reader.GetInt64(16), reader.GetInt64(17)),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
        reader.GetString(9),
        reader.GetInt64(18),
        reader.IsDBNull(19) ? null : StoredMatch.ReadMatch(reader.GetString(19)))
    {
        Scope = reader.IsDBNull(20) ? RunScope.Whole : StoredMatch.ReadScope(reader.GetString(20)),
    };

    /// <summary>Adds what a commit counted to its run.</summary>
    public static void AddCounters(CommitBatch batch, LedgerCommit commit)
    {
        const string Update = """
            update orleanssync.sync_runs
            set read = read + $3, written = written + $4, unchanged = unchanged + $5, coalesced = coalesced + $6, parked = parked + $7,
                normalised = normalised + $8, losses = losses + $9, deletes = deletes + $10,
                ignored = case when cardinality($11::text[]) = 0 then ignored else (
                    select coalesce(jsonb_object_agg(reason, total), '{}')
                    from (
                        select reason, sum(count) as total
                        from (
                            select key as reason, value::bigint as count from jsonb_each_text(ignored)
                            union all
                            select * from unnest($11::text[], $12::bigint[])) counted
                        group by reason) summed) end
            where id = $1 and definition_id = $2
            """;
        var counters = commit.Counters;
        if (counters.Equals(RunCounters.Zero) && commit.Deletes == 0)
        {
            return;
        }

        batch.Add(
            Update,
            CommitBatch.Value(commit.Run.Value),
            CommitBatch.Value(commit.Definition.Value),
            CommitBatch.Value(counters.Read),
            CommitBatch.Value(counters.Written),
            CommitBatch.Value(counters.Unchanged),
            CommitBatch.Value(counters.Coalesced),
            CommitBatch.Value(counters.Parked),
            CommitBatch.Value(counters.Normalised),
            CommitBatch.Value(counters.Losses),
            CommitBatch.Value(commit.Deletes),
            CommitBatch.Array(NpgsqlDbType.Text, counters.Ignored.Keys.Select(reason => reason.ToString())),
            CommitBatch.Array(NpgsqlDbType.Bigint, counters.Ignored.Values));
    }

    // A reason's name is data; one of a newer server must not be taken for nothing, or the equation would not balance.
    private static ImmutableSortedDictionary<SkipReason, long> ReadIgnored(string json) =>
        (JsonSerializer.Deserialize(json, SyncRunJson.Default.DictionaryStringInt64) ?? [])
            .ToImmutableSortedDictionary(each => Enum.Parse<SkipReason>(each.Key), each => each.Value);
}

[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class SyncRunJson : JsonSerializerContext;
