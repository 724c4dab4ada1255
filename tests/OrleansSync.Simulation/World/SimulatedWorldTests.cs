using OrleansSync.Simulation.Choices;

namespace OrleansSync.Simulation.World;

public sealed class SimulatedWorldTests
{
    private readonly SimulatedWorld world = new(ChoiceTape.FromSeed(1));

    [Fact]
    public void Run_Delays_TakeVirtualTimeInOrder()
    {
        var worker = world.StartWorker("a");
        var seen = new List<(string, TimeSpan)>();
        foreach (var (name, hours) in new[] { ("late", 5), ("early", 1) })
        {
            worker.Start(async () =>
            {
                await Task.Delay(TimeSpan.FromHours(hours), world.Clock);
                seen.Add((name, world.Clock.Elapsed));
            });
        }

        world.Run();

        Assert.Equal([("early", TimeSpan.FromHours(1)), ("late", TimeSpan.FromHours(5))], seen);
    }

    [Fact]
    public void Run_PeriodicTimer_FiresUntilItIsDisposedOf()
    {
        var ticks = 0;
        world.StartWorker("a").Start(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), world.Clock);
            while (ticks < 3 && await timer.WaitForNextTickAsync())
            {
                ticks++;
            }
        });

        world.Run();

        Assert.Equal((3, TimeSpan.FromMinutes(3)), (ticks, world.Clock.Elapsed));
    }

    [Fact]
    public void Crash_WhileItWaits_NeverGoesOn()
    {
        var worker = world.StartWorker("a");
        var wentOn = false;
        var task = worker.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            wentOn = true;
        });

        world.Run(until: () => world.Steps == 1);
        worker.Crash();
        world.Run();

        Assert.False(wentOn);
        Assert.False(task.IsCompleted);
    }

    [Fact]
    public void Run_CancelledDelay_EndsWithCancellation()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), world.Clock);
        var task = world.StartWorker("a").Start(() => Task.Delay(TimeSpan.FromHours(1), world.Clock, stop.Token));

        world.Run();

        Assert.True(task.IsCanceled || task.Exception?.InnerException is OperationCanceledException);
    }

    [Fact]
    public void Run_LoopWithoutAnEnd_IsNamed()
    {
        world.StartWorker("a").Start(async () =>
        {
            while (true)
            {
                await Task.Yield();
            }
        });

        Assert.Contains("did not end", Assert.Throws<SimulationException>(() => world.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TwoReadyWorkers_ComeInAnyOrderAndInTheSameOneForTheSameSeed()
    {
        var orders = Enumerable.Range(1, 40).Select(seed => (First: OrderOf((ulong)seed), Again: OrderOf((ulong)seed))).ToList();

        Assert.All(orders, order => Assert.Equal(order.First, order.Again));
        Assert.Contains("ab", orders.Select(order => order.First));
        Assert.Contains("ba", orders.Select(order => order.First));
    }

    [Fact]
    public void CallAsync_OutsideAWorker_IsRefused() =>
        Assert.IsType<SimulationException>(world.Faults.CallAsync("port", () => 1).Exception?.InnerException);

    private static string OrderOf(ulong seed)
    {
        var (world, order) = (new SimulatedWorld(ChoiceTape.FromSeed(seed)), "");
        foreach (var name in new[] { "a", "b" })
        {
            world.StartWorker(name).Start(() =>
            {
                order += name;
                return Task.CompletedTask;
            });
        }

        world.Run();
        return order;
    }
}
