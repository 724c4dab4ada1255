using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Parking;

namespace OrleansSync.Postgres.Tables;

/// <summary>Sends the writes of a batch within its transaction and gathers what became of them.</summary>
internal sealed class WriteSender(NpgsqlConnection connection, NpgsqlTransaction transaction, TableSource table, bool isIsolating)
{
    private const string Savepoint = "orleanssync";

    /// <summary>The rows that were written.</summary>
    public HashSet<RowKey> Written { get; } = [];

    /// <summary>The places of the writes that were refused, with the reason.</summary>
    public Dictionary<int, ParkReason> Refused { get; } = [];

    /// <summary>Sends writes of one shape.</summary>
    /// <exception cref="PostgresException">A row was refused, and this sender does not isolate; or something else went wrong.</exception>
    public async Task SendAsync(IReadOnlyList<PlannedWrite> writes, CancellationToken cancellationToken)
    {
        if (!isIsolating)
        {
            Written.UnionWith(await WriteStatement.SendAsync(connection, table, writes, cancellationToken));
            return;
        }

        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            Written.UnionWith(await WriteStatement.SendAsync(connection, table, writes, cancellationToken));
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            return;
        }
        catch (PostgresException refused) when (RefusedRow.Is(refused))
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            if (writes.Count == 1)
            {
                Refused.Add(writes[0].Place, RefusedRow.ReasonOf(refused));
                return;
            }
        }

        var half = writes.Count / 2;
        await SendAsync([.. writes.Take(half)], cancellationToken);
        await SendAsync([.. writes.Skip(half)], cancellationToken);
    }
}
