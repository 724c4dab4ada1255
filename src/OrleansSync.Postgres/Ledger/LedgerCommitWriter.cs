using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Runs;

namespace OrleansSync.Postgres.Ledger;

/// <summary>Writes a commit whose epoch was accepted, in the transaction that holds the definition's lock: few statements, one round trip.</summary>
internal static class LedgerCommitWriter
{
    /// <summary>The cursor's <c>list_id</c> that stands for the table.</summary>
    public const int TableCursor = 0;

    private const int PurgeMax = 100;

    public static async Task WriteAsync(NpgsqlConnection connection, int number, LedgerCommit commit, DateTimeOffset now, DateTimeOffset keptUntil, CancellationToken cancellationToken)
    {
        await using var batch = new CommitBatch(connection);
        var upsert = AddEntries(batch, number, commit);
        AddBases(batch, commit);
        AddParked(batch, number, commit);
        AddPushDue(batch, number, commit);
        AddPullDue(batch, number, commit);
        AddCursor(batch, number, commit);
        SyncRunRow.AddCounters(batch, commit);
        AddMoves(batch, number, commit);
        AddLosses(batch, number, commit, now, keptUntil);
        await batch.SendAsync(cancellationToken);
        if (upsert is not null && upsert.RecordsAffected != commit.Entries.Length)
        {
            throw new InvalidOperationException("A key of the commit belongs to another definition; keys are hashes that hold their definition, so somebody made them otherwise.");
        }
    }

    private static NpgsqlBatchCommand? AddEntries(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string Delete = "delete from orleanssync.ledger where definition = $1 and key = any ($2)";
        const string Upsert = """
            insert into orleanssync.ledger as there (
                definition, key, created_at, changed_at, list_id, item, etag_version, row_hash, item_hash, etag, state, provenance, is_agreed, row_key, other_etag, moving)
            select $1, * from unnest(
                $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::integer[], $6::integer[], $7::integer[], $8::uuid[], $9::uuid[], $10::uuid[],
                $11::smallint[], $12::smallint[], $13::boolean[], $14::bytea[], $15::bytea[], $16::bytea[])
            on conflict (key) do update set
                created_at = excluded.created_at, changed_at = excluded.changed_at, list_id = excluded.list_id, item = excluded.item,
                etag_version = excluded.etag_version, row_hash = excluded.row_hash, item_hash = excluded.item_hash, etag = excluded.etag,
                state = excluded.state, provenance = excluded.provenance, is_agreed = excluded.is_agreed, row_key = excluded.row_key,
                other_etag = excluded.other_etag, moving = excluded.moving
            where there.definition = excluded.definition
            """;
        if (commit.Removed.Length > 0)
        {
            batch.Add(Delete, CommitBatch.Value(number), Keys(commit.Removed));
        }

        var entries = commit.Entries;
        if (entries.Length == 0)
        {
            return null;
        }

        var etags = entries.Select(entry => StoredETag.Of(entry.ETag)).ToArray();
        return batch.Add(
            Upsert,
            CommitBatch.Value(number),
            Keys(entries.Select(entry => entry.Key)),
            CommitBatch.Times(entries.Select(entry => (DateTimeOffset?)entry.CreatedAt)),
            CommitBatch.Times(entries.Select(entry => (DateTimeOffset?)entry.ChangedAt)),
            CommitBatch.Array(NpgsqlDbType.Integer, entries.Select(entry => entry.List.Value)),
            CommitBatch.Array(NpgsqlDbType.Integer, entries.Select(entry => entry.Item)),
            CommitBatch.Array(NpgsqlDbType.Integer, etags.Select(etag => etag.Version)),
            CommitBatch.Array(NpgsqlDbType.Uuid, entries.Select(entry => LedgerRow.ToUuid(entry.RowHash))),
            CommitBatch.Array(NpgsqlDbType.Uuid, entries.Select(entry => LedgerRow.ToUuid(entry.ItemHash))),
            CommitBatch.Array(NpgsqlDbType.Uuid, etags.Select(etag => etag.Id)),
            CommitBatch.Array(NpgsqlDbType.Smallint, entries.Select(entry => (short)entry.State)),
            CommitBatch.Array(NpgsqlDbType.Smallint, entries.Select(entry => (short)entry.Provenance)),
            CommitBatch.Array(NpgsqlDbType.Boolean, entries.Select(entry => entry.IsAgreed)),
            CommitBatch.Array(NpgsqlDbType.Bytea, entries.Select(entry => entry.RowKey is { } key ? RowKeyEncoding.Encode(key) : [])),
            CommitBatch.Array(NpgsqlDbType.Bytea, etags.Select(etag => etag.Other)),
            CommitBatch.Array(NpgsqlDbType.Bytea, entries.Select(entry => LedgerRow.Moving(entry.MovingTo, entry.MovedItem))));
    }

    private static void AddBases(CommitBatch batch, LedgerCommit commit)
    {
        const string Delete = "delete from orleanssync.ledger_bases where key = any ($1)";
        const string Upsert = """
            insert into orleanssync.ledger_bases (key, agreed) select * from unnest($1::uuid[], $2::bytea[])
            on conflict (key) do update set agreed = excluded.agreed
            """;
        SyncKey[] without = [.. commit.Removed, .. commit.Entries.Where(entry => entry.Base is null).Select(entry => entry.Key)];
        if (without.Length > 0)
        {
            batch.Add(Delete, Keys(without));
        }

        var with = commit.Entries.Where(entry => entry.Base is not null).ToArray();
        if (with.Length > 0)
        {
            batch.Add(Upsert, Keys(with.Select(entry => entry.Key)), CommitBatch.Array(NpgsqlDbType.Bytea, with.Select(entry => StoredRow.Write(entry.Base!)))); // Filtered above.
        }
    }

    private static void AddParked(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string DeleteRows = "delete from orleanssync.parked where definition = $1 and direction = 1 and key = any ($2)";
        const string DeleteItems = """
            delete from orleanssync.parked there using unnest($2::integer[], $3::integer[]) gone (list_id, item)
            where there.definition = $1 and there.direction = 2 and there.list_id = gone.list_id and there.item = gone.item
            """;
        const string Insert = """
            insert into orleanssync.parked (definition, direction, key, row_key, list_id, item, reason, attempt, due_at, conflict)
            select $1, direction, key, row_key, list_id, item, reason, attempt, due_at, conflict::json
            from unnest($2::smallint[], $3::uuid[], $4::bytea[], $5::integer[], $6::integer[], $7::smallint[], $8::integer[], $9::timestamptz[], $10::text[])
                parked (direction, key, row_key, list_id, item, reason, attempt, due_at, conflict)
            """;
        var parked = commit.Parked;
        SyncKey[] rows = [.. commit.Released, .. parked.Where(IsOfPush).Select(one => one.Key).OfType<SyncKey>()];
        if (rows.Length > 0)
        {
            batch.Add(DeleteRows, CommitBatch.Value(number), Keys(rows));
        }

        ItemAddress[] items = [.. commit.ReleasedItems, .. ParkedItems(commit)];
        if (items.Length > 0)
        {
            batch.Add(DeleteItems, [CommitBatch.Value(number), .. Items(items)]);
        }

        if (parked.Length > 0)
        {
            batch.Add(
                Insert,
                CommitBatch.Value(number),
                CommitBatch.Array(NpgsqlDbType.Smallint, parked.Select(one => (short)one.Direction)),
                CommitBatch.Array(NpgsqlDbType.Uuid, parked.Select(one => one.Key is { } key ? LedgerRow.ToUuid(key) : (Guid?)null)),
                CommitBatch.Array(NpgsqlDbType.Bytea, parked.Select(one => one.RowKey is { } key ? RowKeyEncoding.Encode(key) : null)),
                CommitBatch.Array(NpgsqlDbType.Integer, parked.Select(one => one.Item?.List.Value)),
                CommitBatch.Array(NpgsqlDbType.Integer, parked.Select(one => one.Item?.Item)),
                CommitBatch.Array(NpgsqlDbType.Smallint, parked.Select(one => (short)one.Reason)),
                CommitBatch.Array(NpgsqlDbType.Integer, parked.Select(one => one.Attempt)),
                CommitBatch.Times(parked.Select(one => one.DueAt)),
                CommitBatch.Array(NpgsqlDbType.Text, parked.Select(one => one.Conflict is { } conflict ? StoredConflict.Write(conflict) : null)));
        }
    }

    private static void AddPushDue(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string Delete = "delete from orleanssync.push_due where definition = $1 and key = any ($2)";
        const string Insert = "insert into orleanssync.push_due (definition, key) select $1, unnest($2::uuid[]) on conflict do nothing";
        SyncKey[] dealt = [.. commit.Entries.Select(entry => entry.Key), .. commit.Released, .. commit.Parked.Where(IsOfPush).Select(one => one.Key).OfType<SyncKey>()];
        if (dealt.Length > 0)
        {
            batch.Add(Delete, CommitBatch.Value(number), Keys(dealt));
        }

        if (commit.PushDue.Length > 0)
        {
            batch.Add(Insert, CommitBatch.Value(number), Keys(commit.PushDue));
        }
    }

    private static void AddPullDue(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string Delete = """
            delete from orleanssync.pull_due there using unnest($2::integer[], $3::integer[]) dealt (list_id, item)
            where there.definition = $1 and there.list_id = dealt.list_id and there.item = dealt.item
            """;
        const string Insert = "insert into orleanssync.pull_due (definition, list_id, item) select $1, * from unnest($2::integer[], $3::integer[]) on conflict do nothing";
        ItemAddress[] dealt = [.. commit.Entries.SelectMany(Addresses), .. commit.ReleasedItems, .. ParkedItems(commit)];
        if (dealt.Length > 0)
        {
            batch.Add(Delete, [CommitBatch.Value(number), .. Items(dealt)]);
        }

        if (commit.PullDue.Length > 0)
        {
            batch.Add(Insert, [CommitBatch.Value(number), .. Items(commit.PullDue)]);
        }
    }

    private static void AddCursor(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string Upsert = """
            insert into orleanssync.ledger_cursors (definition, list_id, position) values ($1, $2, $3::json)
            on conflict (definition, list_id) do update set position = excluded.position
            """;
        if (commit.Cursor is { } cursor)
        {
            batch.Add(Upsert, CommitBatch.Value(number), CommitBatch.Value(commit.CursorList?.Value ?? TableCursor), CommitBatch.Value(StoredCursor.Write(cursor)));
        }

        if (commit.ReconciledAt is { } reconciled)
        {
            batch.Add("update orleanssync.ledger_definitions set reconciled_at = $2 where number = $1", CommitBatch.Value(number), CommitBatch.Value(reconciled.ToUniversalTime()));
        }

        if (commit.MatchedAt is { } matched)
        {
            batch.Add("update orleanssync.ledger_definitions set matched_at = $2 where number = $1", CommitBatch.Value(number), CommitBatch.Value(matched.ToUniversalTime()));
        }
    }

    private static void AddLosses(CommitBatch batch, int number, LedgerCommit commit, DateTimeOffset now, DateTimeOffset keptUntil)
    {
        const string Insert = """
            insert into orleanssync.row_history (definition, key, run_id, loser, conflict, kept_until)
            select $1, key, $2, loser, conflict::json, $3
            from unnest($4::uuid[], $5::smallint[], $6::text[]) with ordinality lost (key, loser, conflict, place)
            order by place
            """;

        // What others hold is skipped, so that two commits never wait for each other here.
        const string Purge = """
            delete from orleanssync.row_history where id in (
                select id from orleanssync.row_history where kept_until < $1 order by kept_until limit $2 for update skip locked)
            """;
        if (commit.Losses.Length > 0)
        {
            batch.Add(
                Insert,
                CommitBatch.Value(number),
                CommitBatch.Value(commit.Run.Value),
                CommitBatch.Value(keptUntil),
                Keys(commit.Losses.Select(loss => loss.Conflict.Row.SyncKey)),
                CommitBatch.Array(NpgsqlDbType.Smallint, commit.Losses.Select(loss => (short)loss.Loser)),
                CommitBatch.Array(NpgsqlDbType.Text, commit.Losses.Select(loss => StoredConflict.Write(loss.Conflict))));
            batch.Add(Purge, CommitBatch.Value(now), CommitBatch.Value(PurgeMax));
        }
    }

    private static void AddMoves(CommitBatch batch, int number, LedgerCommit commit)
    {
        const string Insert = """
            insert into orleanssync.row_moves (definition, key, run_id, from_list, from_item, to_list, to_item, moved_at)
            select $1, key, $2, from_list, from_item, to_list, to_item, moved_at
            from unnest($3::uuid[], $4::integer[], $5::integer[], $6::integer[], $7::integer[], $8::timestamptz[])
                with ordinality moved (key, from_list, from_item, to_list, to_item, moved_at, place)
            order by place
            """;
        if (commit.Moves.Length > 0)
        {
            batch.Add(
                Insert,
                CommitBatch.Value(number),
                CommitBatch.Value(commit.Run.Value),
                Keys(commit.Moves.Select(move => move.Key)),
                CommitBatch.Array(NpgsqlDbType.Integer, commit.Moves.Select(move => move.From.List.Value)),
                CommitBatch.Array(NpgsqlDbType.Integer, commit.Moves.Select(move => move.From.Item)),
                CommitBatch.Array(NpgsqlDbType.Integer, commit.Moves.Select(move => move.To.List.Value)),
                CommitBatch.Array(NpgsqlDbType.Integer, commit.Moves.Select(move => move.To.Item)),
                CommitBatch.Times(commit.Moves.Select(move => (DateTimeOffset?)move.At)));
        }
    }

    private static NpgsqlParameter Keys(IEnumerable<SyncKey> keys) => CommitBatch.Array(NpgsqlDbType.Uuid, keys.Select(LedgerRow.ToUuid));

    private static NpgsqlParameter[] Items(IReadOnlyCollection<ItemAddress> items) =>
        [CommitBatch.Array(NpgsqlDbType.Integer, items.Select(item => item.List.Value)), CommitBatch.Array(NpgsqlDbType.Integer, items.Select(item => item.Item))];

    private static IEnumerable<ItemAddress> Addresses(LedgerEntry entry) => new[]
    {
        entry.Address,
        entry is { MovingTo: { } list, MovedItem: { } item } ? new ItemAddress(list, item) : null,
    }.OfType<ItemAddress>();

    private static IEnumerable<ItemAddress> ParkedItems(LedgerCommit commit) => commit.Parked.Where(one => !IsOfPush(one)).Select(one => one.Item).OfType<ItemAddress>();

    private static bool IsOfPush(Parked parked) => parked.Direction == SyncDirection.Push;
}
