using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// Reads what the table has made of the writes. A second statement, since RETURNING does not see what triggers change after it;
/// it sees rows that another session committed meanwhile, too.
/// </summary>
internal static class WriteSettling
{
    public static async Task SettleAsync(
        NpgsqlConnection connection, TableSource table, ImmutableArray<TableWrite> writes, List<PlannedWrite> planned, WriteSender sender, TableOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var keys = planned.Where(write => !sender.Refused.ContainsKey(write.Place)).Select(write => write.Key).ToList();
        var stored = keys.Count == 0 ? [] : await RowLookup.FindAsync(connection, table, keys, RowLookup.Locking.None, cancellationToken);
        var plan = new WritePlan(table);
        foreach (var write in planned)
        {
            outcomes[write.Place] = sender.Refused.TryGetValue(write.Place, out var reason)
                ? new TableOutcome.Parked(reason)
                : Of(plan, writes[write.Place], stored.GetValueOrDefault(write.Key), sender.Written.Contains(write.Key));
        }
    }

    private static TableOutcome Of(WritePlan plan, TableWrite write, TableRecord? stored, bool isWritten) => (write, stored, isWritten) switch
    {
        // A trigger made something of it that the list cannot hold.
        (_, { Row: null }, true) => new TableOutcome.Parked(TableRecord.Unusable),
        (_, _, true) => new TableOutcome.Applied(stored?.Row),
        (TableWrite.Insert insert, { } other, _) => plan.Has(other, insert.Row) ? new TableOutcome.Applied(other.Row) : new TableOutcome.PreconditionFailed(),
        // A trigger swallowed it, or another unique value of the table stands against the insert.
        _ => new TableOutcome.Parked(ParkReason.WriteRefused),
    };
}
