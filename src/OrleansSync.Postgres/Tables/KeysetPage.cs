using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Cursors;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>The statements that read one page of a keyset, and what the page makes of the cursor.</summary>
internal static class KeysetPage
{
    /// <summary>The statements for a page after the cursor: rows without a watermark while the cursor is among them, then those with one.</summary>
    /// <param name="table">Which table.</param>
    /// <param name="after">Where to begin.</param>
    /// <param name="bounds">How far to read; null for rows without a watermark only.</param>
    /// <param name="limit">Most rows of each statement.</param>
    public static IEnumerable<NpgsqlBatchCommand> Commands(TableSource table, Cursor.Keyset after, WatermarkBounds? bounds, int limit)
    {
        var watermark = $"t.{SqlIdentifier.Quote(table.Watermark!.Column)}"; // A keyset has one.
        var select = $"select {RecordLayout.Of(table).Sql} from {table.Quoted} t where {watermark}";
        if (after.Watermark is null)
        {
            var command = new NpgsqlBatchCommand();
            var condition = after.Key is { } key ? $"and {KeySql.After(table, 1)}" : "";
            Add(command, after.Key?.Parts.Select(part => part.ToPostgresText()) ?? []);
            command.Parameters.Add(SqlText.Count(limit));
            command.CommandText = $"{select} is null {condition} order by {KeySql.Order(table)} limit ${command.Parameters.Count}";
            yield return command;
        }

        if (bounds is not null)
        {
            var command = new NpgsqlBatchCommand();
            Add(command, [bounds.Last.ToPostgresText()]);
            var condition = "";
            if (after is { Watermark: { } reached, Key: var key })
            {
                condition = key is null ? $"and {watermark} > $2" : $"and {KeySql.After(table, 2, watermark)}";
                Add(command, [reached.ToPostgresText(), .. key?.Parts.Select(part => part.ToPostgresText()) ?? []]);
            }

            command.Parameters.Add(SqlText.Count(limit));
            command.CommandText = $"{select} <= $1 {condition} order by {watermark}, {KeySql.Order(table)} limit ${command.Parameters.Count}";
            yield return command;
        }
    }

    /// <summary>Where the next page begins; after the end, where the next round does.</summary>
    public static Cursor.Keyset Next(Cursor.Keyset after, ImmutableArray<TableRecord> page, WatermarkBounds? bounds, bool isEnd)
    {
        var next = page is [.., var last] ? after with { Watermark = last.Watermark, Key = last.Key } : after;
        // What was settled when the unsettled part was entered, not what is by now: rows may have come in between.
        if (bounds is not null && next.Settled is null && next.Watermark is { } reached && reached > bounds.Settled)
        {
            next = next with { Settled = bounds.Settled };
        }

        return isEnd && next.Settled is { } settled ? new Cursor.Keyset(settled, null) : next;
    }

    private static void Add(NpgsqlBatchCommand command, IEnumerable<string> literals)
    {
        foreach (var literal in literals)
        {
            command.Parameters.Add(SqlText.Literal(literal));
        }
    }
}
