using Grpc.Core;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>Three servers on one metastore; whichever dies, and in the middle of whatever, every row arrives once.</summary>
public sealed class ThreeSilosTests : IAsyncLifetime
{
    private const int Silos = 3;

    private ShopServers servers = null!; // Set before each test.

    public async Task InitializeAsync() => servers = await ShopServers.CreateAsync();

    public async Task DisposeAsync() => await servers.DisposeAsync();

    [ClusterTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task SigKill_OfTheHolderOrAnotherInMidTurn_TheRestFinishTheRunAndEveryRowIsThereOnce(int afterTheHolder)
    {
        var calls = new List<CallInvoker>();
        for (var number = 0; number < Silos; number++)
        {
            calls.Add(await servers.StartAsync());
        }

        var (first, orders) = await servers.DeclareAsync(calls[0]);
        servers.HangInTheFourthTurn();
        var run = await first.StartAsync(orders.Id);
        await servers.WaitForTheHangAsync(first, run.Id);
        var victim = (servers.FindHolder(run.Id) + afterTheHolder) % Silos;
        var survivor = first.Over(calls[(victim + 1) % Silos]);

        await servers.KillAsync(victim);
        var ended = await survivor.WatchAsync(run.Id);

        await servers.AssertCompleteAsync(ended, orders);

        // The cluster goes on with what is left of it.
        await servers.ExecuteAsync("update orders set title = 'Changed', changed_at = clock_timestamp() where id = 7");
        var next = await survivor.WatchAsync((await survivor.StartAsync(orders.Id)).Id);
        Assert.Equal((V1.SyncRunState.Succeeded, 1L), (next.State, next.Counters.Written));
    }
}
