using OrleansSync.Testing.Postgres;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>The only server dies in the middle of a turn, and is started again.</summary>
public sealed class KilledServerTests : IAsyncLifetime
{
    private ShopServers servers = null!; // Set before each test.

    public async Task InitializeAsync() => servers = await ShopServers.CreateAsync();

    public async Task DisposeAsync() => await servers.DisposeAsync();

    [PostgresFact]
    public async Task SigKill_InMidTurn_TheRunEndsOnlyWhenEveryRowIsThereOnce()
    {
        var (first, orders) = await servers.DeclareAsync(await servers.StartAsync());
        servers.HangInTheFourthTurn();
        var run = await first.StartAsync(orders.Id);
        await servers.WaitForTheHangAsync(first, run.Id);

        await servers.KillAsync(0);
        var ended = await first.Over(await servers.StartAsync(0)).WatchAsync(run.Id);

        Assert.True(ended.Epoch > run.Epoch);
        await servers.AssertCompleteAsync(ended, orders);
    }
}
