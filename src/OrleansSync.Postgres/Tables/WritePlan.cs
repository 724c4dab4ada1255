using System.Collections.Immutable;
using System.Text;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>Decides what each write means for the row as it is now, under its lock. Pure.</summary>
internal sealed class WritePlan(TableSource table)
{
    private const string BooleanType = "boolean";
    private readonly HashSet<string> _keyColumns = [.. table.Key.Columns.Select(column => column.Name)];

    /// <summary>The outcome of a write that need not be sent, or the write that must be.</summary>
    public (TableOutcome? Outcome, PlannedWrite? Write) Decide(int place, TableWrite write, TableRecord? stored) => write switch
    {
        TableWrite.Insert insert when stored is null => Send(place, WriteKind.Insert, insert, insert.Row),
        TableWrite.Insert insert => (OnlyIf(Has(stored, insert.Row), stored), null),
        TableWrite.Delete when stored is null => (new TableOutcome.Applied(null), null),
        TableWrite.Delete delete => IsExpected(stored, delete.Expected) ? Send(place, WriteKind.Delete, delete, Row.Empty) : Failed,
        _ when stored is null => Failed,
        TableWrite.Update update when Has(stored, update.Columns) => (new TableOutcome.Applied(stored.Row), null),
        TableWrite.Update update => IsExpected(stored, update.Expected) ? Send(place, WriteKind.Update, update, update.Columns) : Failed,
        TableWrite.Mark mark when stored.IsMarked == mark.IsMarked => (new TableOutcome.Applied(stored.Row), null),
        TableWrite.Mark mark => IsExpected(stored, mark.Expected) ? SendMark(place, mark) : Failed,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static (TableOutcome? Outcome, PlannedWrite? Write) Failed => (new TableOutcome.PreconditionFailed(), null);

    /// <summary>True when the stored row has these values already; a generated column is the table's business.</summary>
    public bool Has(TableRecord stored, Row wanted) => stored.Row is { } row && table.Columns.All(column =>
        wanted.Find(column.Name) is not { IsUnknown: false } value || !IsWritten(column) || value.Equals(row.Find(column.Name)));

    private static TableOutcome OnlyIf(bool holds, TableRecord stored) => holds ? new TableOutcome.Applied(stored.Row) : new TableOutcome.PreconditionFailed();

    private bool IsExpected(TableRecord stored, RowHash? expected) => expected is null || stored.Row?.Hash(table.Mapped.Push) == expected;

    private bool IsWritten(TableColumn column) => column.IsWritable && !_keyColumns.Contains(column.Column);

    private (TableOutcome? Outcome, PlannedWrite? Write) Send(int place, WriteKind kind, TableWrite write, Row row)
    {
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        var texts = ImmutableArray.CreateBuilder<string?>();
        foreach (var column in table.Columns)
        {
            if (!IsWritten(column) || row.Find(column.Name) is not { IsUnknown: false } value)
            {
                continue;
            }

            if (!TryText(column.Pair.Type, value, out var text))
            {
                return (new TableOutcome.Parked(ParkReason.ValueRefused), null);
            }

            columns.Add((SqlIdentifier.Quote(column.Column), table.TypeNameOf(column.Pair.Type)));
            texts.Add(text);
        }

        return (null, new PlannedWrite(place, kind, write.Key, columns.ToImmutable(), texts.ToImmutable()));
    }

    private (TableOutcome? Outcome, PlannedWrite? Write) SendMark(int place, TableWrite.Mark mark)
    {
        var column = table.Mark ?? throw new InvalidOperationException("The definition has no mark; the catalog refuses the policy mark without one.");
        return (null, new PlannedWrite(place, WriteKind.Update, mark.Key, [(SqlIdentifier.Quote(column), BooleanType)], [mark.IsMarked ? "true" : "false"]));
    }

    private static bool TryText(PostgresType type, Value value, out string? text)
    {
        text = null;
        if (value.IsNull)
        {
            return true;
        }

        var rendered = PostgresText.TryRender(type, value, out var bytes, out _);
        text = Encoding.UTF8.GetString(bytes);
        // PostgreSQL has no text with the character zero.
        return rendered && !text.Contains('\0', StringComparison.Ordinal);
    }
}
