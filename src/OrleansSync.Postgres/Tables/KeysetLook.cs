using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>Finds how far a keyset can be read now.</summary>
internal sealed class KeysetLook(TableSource table, TableWatermark watermark, ReaderState state, TimeProvider clock)
{
    /// <summary>The horizon, and the bounds that it means; no bounds when nothing can be said yet.</summary>
    public async Task<(TableHorizon Horizon, WatermarkBounds? Bounds)> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (watermark.Kind != WatermarkKind.Number)
        {
            var horizon = await TableHorizon.ReadAsync(connection, table, cancellationToken);
            return (horizon, WatermarkBounds.OfTime(watermark, horizon, table.Database.Options.Overlap));
        }

        await state.Gate.WaitAsync(cancellationToken);
        try
        {
            return await ReadNumberAsync(connection, cancellationToken);
        }
        finally
        {
            state.Gate.Release();
        }
    }

    private async Task<(TableHorizon Horizon, WatermarkBounds? Bounds)> ReadNumberAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await SeeGreatestAsync(connection, cancellationToken);
        var options = table.Database.Options;
        var waited = TimeSpan.Zero;
        while (true)
        {
            var horizon = await TableHorizon.ReadAsync(connection, table, cancellationToken);
            var bounds = state.Numbers.Bounds(horizon, options.Overlap);
            if (bounds is not null || state.Numbers.IsEmpty || waited >= options.SettleWait)
            {
                return (horizon, bounds);
            }

            // Nothing was seen before the writers of now began. Most of them end in a moment.
            await Task.Delay(options.SettleStep, clock, cancellationToken);
            waited += options.SettleStep;
        }
    }

    private async Task SeeGreatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The time must be taken after the number; "offset 0" keeps the two apart. record_send gives the number as keys are read.
        var column = SqlIdentifier.Quote(watermark.Column);
        var sql = $"select record_send(row(seen.greatest)), pg_catalog.clock_timestamp() from (select max({column}) greatest from {table.Quoted} offset 0) seen where seen.greatest is not null";
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            var greatest = new RecordReader(table).ReadSingle(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken), watermark);
            state.Numbers.Add(await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken), greatest);
        }
    }
}
