#if STANDINS
using Microsoft.Extensions.DependencyInjection;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Reminders;

/// <summary>What only the stand-in can do: a reminder's tick comes at least once at best, and tests can make that true.</summary>
public sealed class ReminderChanceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime time = new();
    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    [Fact]
    public async Task RepeatReminders_Always_GivesEachTickTwice()
    {
        await using var silo = await StartAsync("RepeatReminders");
        await silo.Grains.GetGrain<IReminderGrain>(key).RegisterAsync("twice", Minute, Minute);
        time.Advance(Minute);

        await Probe.ExpectAsync("activated", $"twice every {Minute.TotalMilliseconds}", $"twice every {Minute.TotalMilliseconds}");
    }

    [Fact]
    public async Task MissReminders_Always_LosesEachTick()
    {
        await using var silo = await StartAsync("MissReminders");
        var grain = silo.Grains.GetGrain<IReminderGrain>(key);
        await grain.RegisterAsync("lost", Minute, Minute);
        await Probe.ExpectAsync("activated");
        time.Advance(Minute);
        time.Advance(Minute);

        // A tick would have been called before this.
        Assert.Equal(["lost"], await grain.ListAsync());
        Assert.Empty(Probe.Rest());
    }

    private Task<TestSilo> StartAsync(string chance) => TestSilo.StartAsync(silo =>
    {
        silo.Configuration[$"Standins:Orleans:{chance}"] = "1";
        silo.Services.AddSingleton<TimeProvider>(time);
    });
}
#endif
