namespace OrleansSync.Bench.Standins.Grains;

internal sealed class RowsGrain : Grain, IRowsGrain
{
    public Task<int> PingAsync(int value) => Task.FromResult(value);

    public Task<BatchOutcome> ApplyAsync(Batch batch) => Task.FromResult(BatchOutcome.Of(batch.Rows));

    public Task<BatchOutcome> ApplyCopiedAsync(CopiedBatch batch) => Task.FromResult(BatchOutcome.Of(batch.Rows));
}
