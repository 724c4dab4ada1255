namespace OrleansSync.Bench.Standins.Grains;

public interface IRowsGrain : IGrainWithIntegerKey
{
    Task<int> PingAsync(int value);

    Task<BatchOutcome> ApplyAsync(Batch batch);

    Task<BatchOutcome> ApplyCopiedAsync(CopiedBatch batch);
}
