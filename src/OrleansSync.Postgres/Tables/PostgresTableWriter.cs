using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// Tables written, one transaction a batch. It is first tried in bulk without savepoints; only when a row is refused is it
/// done again with savepoints, and what fails is halved until the refused rows are alone.
/// </summary>
internal sealed class PostgresTableWriter(ITableSources sources, IIdSource ids) : ITableWriter
{
    private const int CountMax = 1_000;

    /// <inheritdoc/>
    public async Task<ImmutableArray<RowKey>> DrawKeysAsync(SyncDefinition definition, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax);
        var table = await sources.GetAsync(definition, cancellationToken);
        return table.Draw switch
        {
            KeyDraw.Uuid => [.. Enumerable.Range(0, count).Select(_ => new RowKey(KeyPart.Of(ids.Next())))],
            KeyDraw.Sequence sequence => await table.Database.RunAsync(table, (connection, cancellation) => DrawAsync(connection, sequence, count, cancellation), cancellationToken),
            _ => throw new InvalidOperationException("Nothing draws keys for this table; the catalog refuses its definition for pull."),
        };
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<TableOutcome>> ApplyAsync(SyncDefinition definition, ImmutableArray<TableWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(writes.Length, 1, nameof(writes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writes.Length, CountMax, nameof(writes));
        var table = await sources.GetAsync(definition, cancellationToken);
        return await table.Database.RunAsync(
            table,
            async (connection, cancellation) =>
            {
                try
                {
                    return await ApplyAsync(connection, table, writes, isIsolating: false, cancellation);
                }
                catch (PostgresException refused) when (RefusedRow.Is(refused))
                {
                    return await ApplyAsync(connection, table, writes, isIsolating: true, cancellation);
                }
            },
            cancellationToken);
    }

    private static async Task<ImmutableArray<RowKey>> DrawAsync(NpgsqlConnection connection, KeyDraw.Sequence sequence, int count, CancellationToken cancellationToken)
    {
        const string Draw = "select pg_catalog.nextval($1::regclass) from generate_series(1, $2)";
        var name = $"{SqlIdentifier.Quote(sequence.Schema)}.{SqlIdentifier.Quote(sequence.Name)}";
        await using var command = new NpgsqlCommand(Draw, connection) { Parameters = { SqlText.Literal(name), SqlText.Count(count) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = ImmutableArray.CreateBuilder<RowKey>(count);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(new RowKey(KeyPart.Of(reader.GetInt64(0))));
        }

        return keys.MoveToImmutable();
    }

    private static async Task<ImmutableArray<TableOutcome>> ApplyAsync(
        NpgsqlConnection connection, TableSource table, ImmutableArray<TableWrite> writes, bool isIsolating, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PrepareAsync(connection, table, cancellationToken);
        var stored = await RowLookup.FindAsync(connection, table, [.. writes.Select(write => write.Key)], RowLookup.Locking.Update, cancellationToken);
        var (plan, outcomes, planned) = (new WritePlan(table), new TableOutcome[writes.Length], new List<PlannedWrite>());
        for (var place = 0; place < writes.Length; place++)
        {
            var (outcome, write) = plan.Decide(place, writes[place], stored.GetValueOrDefault(writes[place].Key));
            if (write is not null)
            {
                planned.Add(write);
            }
            else
            {
                outcomes[place] = outcome!; // One of the two is given.
            }
        }

        if (planned.Count > 0)
        {
            var sender = new WriteSender(connection, transaction, table, isIsolating);
            foreach (var group in planned.GroupBy(write => write.Shape).OrderBy(group => group.First().Kind))
            {
                await sender.SendAsync([.. group], cancellationToken);
            }

            await WriteSettling.SettleAsync(connection, table, writes, planned, sender, outcomes, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. outcomes];
    }

    // Deferred constraints are checked at once, or a commit would fail for a row that nobody could name any more.
    private static async Task PrepareAsync(NpgsqlConnection connection, TableSource table, CancellationToken cancellationToken)
    {
        const string LimitLocks = "select pg_catalog.set_config('lock_timeout', $1, true)";
        var wait = ((long)table.Database.Options.LockTimeout.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("set constraints all immediate"), new NpgsqlBatchCommand(LimitLocks) { Parameters = { new NpgsqlParameter<string> { TypedValue = wait } } } },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
