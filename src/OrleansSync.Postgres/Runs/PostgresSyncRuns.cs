using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Ledger;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Runs;

/// <summary>Runs in the table <c>orleanssync.sync_runs</c>. Every change locks the definition first, as the ledger's commits do.</summary>
internal sealed class PostgresSyncRuns(MetastoreDatabase database) : ISyncRuns
{
    private const string Noun = "sync run";

    public Task<SyncRun?> FindAsync(SyncRunId id, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, stop) => FindByIdAsync(connection, id, stop), cancellationToken);

    public Task<SyncRun?> FindCurrentAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, stop) => FindCurrentAsync(connection, definition, stop), cancellationToken);

    public Task<ImmutableArray<SyncRun>> ListAsync(SyncDefinitionId definition, SyncRunId? before, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {SyncRunRow.Columns} from orleanssync.sync_runs
            where definition_id = $1 and ($2 is null or id < $2)
            order by id desc
            limit $3
            """;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection)
                {
                    Parameters = { new() { Value = definition.Value }, new() { Value = (object?)before?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = limit } },
                };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var runs = ImmutableArray.CreateBuilder<SyncRun>();
                while (await reader.ReadAsync(stop))
                {
                    runs.Add(SyncRunRow.Read(reader));
                }

                return runs.ToImmutable();
            },
            cancellationToken);
    }

    public Task<SyncRun> StartAsync(SyncRunId id, SyncDefinitionId definition, SyncDirection direction, RunScope scope, DateTimeOffset now, CancellationToken cancellationToken) =>
        // A repetition finds the run that it has started.
        database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await DefinitionLock.TakeAsync(connection, definition, stop);
                if ((await FindByIdAsync(connection, id, stop) ?? await FindCurrentAsync(connection, definition, stop)) is { } there)
                {
                    return Verdict.RollBack(there);
                }

                var run = SyncRun.Queue(id, definition, direction, await DefinitionLock.TakeOverAsync(connection, definition, stop), now) with { Scope = scope };
                await InsertAsync(connection, run, stop);
                return Verdict.Commit(run);
            },
            cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(SyncRunId id, RunEvent happened, Epoch? epoch, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, happened, epoch, asked: 0, match: null, problem, now, cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> AskAsync(SyncRunId id, Epoch epoch, long asked, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, RunEvent.GuardTrips, epoch, asked, match: null, problem, now, cancellationToken);

    public Task<(SyncRun Run, RunRefusal? Refusal)> AskMatchAsync(SyncRunId id, Epoch epoch, MatchReport match, DateTimeOffset now, CancellationToken cancellationToken) =>
        ApplyAsync(id, RunEvent.GuardTrips, epoch, asked: 0, match, match.Question, now, cancellationToken);

    public Task<ImmutableArray<SyncDefinitionId>> ListActiveAsync(int limit, CancellationToken cancellationToken)
    {
        // Queued, running, pausing, cancelling.
        const string Select = "select definition_id from orleanssync.sync_runs where ended_at is null and state in (1, 2, 3, 6) order by id limit $1";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = limit } } };
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

    public Task<int> PruneAsync(DateTimeOffset endedBefore, int keepMax, int limit, CancellationToken cancellationToken)
    {
        // What others hold is skipped: several servers do this.
        const string PruneRuns = """
            delete from orleanssync.sync_runs where id in (
                select run.id
                from (select id, ended_at, row_number() over (partition by definition_id order by id desc) as place from orleanssync.sync_runs) ranked
                join orleanssync.sync_runs run on run.id = ranked.id
                where ranked.ended_at is not null and ranked.place > 1 and (ranked.ended_at < $1 or ranked.place > $2)
                limit $3
                for update of run skip locked)
            """;
        const string PruneMoves = """
            delete from orleanssync.row_moves where id in (select id from orleanssync.row_moves where moved_at < $1 order by moved_at limit $2 for update skip locked)
            """;
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                var before = endedBefore.ToUniversalTime();
                var runs = await connection.ExecuteAsync(PruneRuns, stop, Query.Of(before), Query.Of(keepMax), Query.Of(limit));
                var moves = await connection.ExecuteAsync(PruneMoves, stop, Query.Of(before), Query.Of(limit));
                return Verdict.Commit(Math.Max(runs, moves));
            },
            cancellationToken);
    }

    private Task<(SyncRun Run, RunRefusal? Refusal)> ApplyAsync(SyncRunId id, RunEvent happened, Epoch? epoch, long asked, MatchReport? match, string problem, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                var found = await FindByIdAsync(connection, id, stop) ?? throw SyncException.NotFound(Noun, id.Value);
                // Most turns end and change nothing, which takes no lock. A worker that lost the run is told so by its next commit.
                if (happened == RunEvent.TurnEnds && found.Epoch == epoch && found.Apply(happened, now, problem, asked, match) is (var same, null) && same == found)
                {
                    return Verdict.RollBack((found, (RunRefusal?)null));
                }

                var (_, current) = await DefinitionLock.TakeAsync(connection, found.Definition, stop);
                if (epoch is { } presented && current.Check(presented) != EpochVerdict.Accepted)
                {
                    throw SyncException.EtagMismatch(Noun);
                }

                // Read again: what was read before the lock may be old.
                var locked = await FindByIdAsync(connection, id, stop) ?? throw SyncException.NotFound(Noun, id.Value);
                var (run, refusal) = locked.Apply(happened, now, problem, asked, match);
                if (refusal is not null)
                {
                    return Verdict.RollBack((run, refusal));
                }

                if (happened == RunEvent.TakeOver)
                {
                    run = run with { Epoch = await DefinitionLock.TakeOverAsync(connection, run.Definition, stop) };
                }

                await UpdateAsync(connection, run, stop);
                return Verdict.Commit((run, refusal));
            },
            cancellationToken);

    private static Task<SyncRun?> FindByIdAsync(NpgsqlConnection connection, SyncRunId id, CancellationToken cancellationToken)
    {
        const string Select = $"select {SyncRunRow.Columns} from orleanssync.sync_runs where id = $1";
        return FindAsync(connection, Select, id.Value, cancellationToken);
    }

    private static Task<SyncRun?> FindCurrentAsync(NpgsqlConnection connection, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = $"select {SyncRunRow.Columns} from orleanssync.sync_runs where definition_id = $1 and ended_at is null";
        return FindAsync(connection, Select, definition.Value, cancellationToken);
    }

    private static async Task<SyncRun?> FindAsync(NpgsqlConnection connection, string select, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(select, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? SyncRunRow.Read(reader) : null;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, SyncRun run, CancellationToken cancellationToken)
    {
        const string Insert = "insert into orleanssync.sync_runs (id, definition_id, direction, state, epoch, started_at, scope) values ($1, $2, $3, $4, $5, $6, $7)";
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = run.Id.Value },
                new() { Value = run.Definition.Value },
                new() { Value = (short)run.Direction },
                new() { Value = (short)run.State },
                new() { Value = run.Epoch.Value },
                new() { Value = run.StartedAt.ToUniversalTime() },
                new() { Value = (object?)StoredMatch.Write(run.Scope) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, SyncRun run, CancellationToken cancellationToken)
    {
        const string Update = "update orleanssync.sync_runs set state = $2, epoch = $3, ended_at = $4, problem = $5, confirmed = $6, asked = $7, match = $8 where id = $1";
        await using var command = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                new() { Value = run.Id.Value },
                new() { Value = (short)run.State },
                new() { Value = run.Epoch.Value },
                new() { Value = (object?)run.EndedAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = run.Problem },
                new() { Value = run.Confirmed },
                new() { Value = run.Asked },
                new() { Value = run.Match is { } match ? StoredMatch.Write(match) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
