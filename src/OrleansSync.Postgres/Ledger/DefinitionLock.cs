using Npgsql;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.Ledger;

/// <summary>The row of a definition in <c>ledger_definitions</c>: whoever changes its ledger or its run locks it first, until the transaction ends.</summary>
internal static class DefinitionLock
{
    /// <summary>Locks the row, made when there is none.</summary>
    /// <returns>The definition's number in the ledger, and its epoch.</returns>
    public static async Task<(int Number, Epoch Epoch)> TakeAsync(NpgsqlConnection connection, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Insert = "insert into orleanssync.ledger_definitions (definition_id) values ($1) on conflict (definition_id) do nothing";
        if (await FindAsync(connection, definition, cancellationToken) is { } found)
        {
            return found;
        }

        await using (var command = new NpgsqlCommand(Insert, connection) { Parameters = { new() { Value = definition.Value } } })
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return await FindAsync(connection, definition, cancellationToken) ?? throw new InvalidOperationException("A row of ledger_definitions was deleted under our feet; nothing of ours does that.");
    }

    /// <summary>Raises the epoch by one, that of the run under way too.</summary>
    public static async Task<Epoch> TakeOverAsync(NpgsqlConnection connection, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Update = """
            with taken as (
                update orleanssync.ledger_definitions set epoch = epoch + 1 where definition_id = $1 returning epoch),
            run as (
                update orleanssync.sync_runs set epoch = taken.epoch from taken where definition_id = $1 and ended_at is null)
            select epoch from taken
            """;
        await TakeAsync(connection, definition, cancellationToken);
        await using var command = new NpgsqlCommand(Update, connection) { Parameters = { new() { Value = definition.Value } } };
        return new Epoch((long)(await command.ExecuteScalarAsync(cancellationToken))!); // The row is locked, so it is there.
    }

    private static async Task<(int Number, Epoch Epoch)?> FindAsync(NpgsqlConnection connection, SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = "select number, epoch from orleanssync.ledger_definitions where definition_id = $1 for no key update";
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = definition.Value } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt32(0), new Epoch(reader.GetInt64(1))) : null;
    }
}
