using Microsoft.Extensions.DependencyInjection;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Reminders;

public interface IReminderGrain : IGrainWithStringKey
{
    Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(string name);

    Task<List<string>> ListAsync();

    Task<string?> FindAsync(string name);

    Task LeaveAsync();
}

public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Note("activated");
        return Task.CompletedTask;
    }

    public async Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period)
    {
        var reminder = await this.RegisterOrUpdateReminder(name, dueTime, period);
        Assert.Equal(name, reminder.ReminderName);
    }

    public async Task UnregisterAsync(string name) => await this.UnregisterReminder(await this.GetReminder(name) ?? throw new InvalidOperationException("gone"));

    public async Task<List<string>> ListAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public async Task<string?> FindAsync(string name) => (await this.GetReminder(name))?.ReminderName;

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Probe.Note($"{reminderName} every {status.Period.TotalMilliseconds}");
        return Task.CompletedTask;
    }
}

public interface IForgettingGrain : IGrainWithStringKey
{
    Task RegisterAsync();
}

/// <summary>Wants a reminder but cannot be reminded.</summary>
public sealed class ForgettingGrain : Grain, IForgettingGrain
{
    public Task RegisterAsync() => this.RegisterOrUpdateReminder("name", TimeSpan.Zero, TimeSpan.FromMinutes(1));
}

public sealed class ReminderTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    private IReminderGrain Grain => shared.Grains.GetGrain<IReminderGrain>(key);

    [Fact]
    public async Task Reminder_ThatIsDue_WakesItsGrain()
    {
        await Grain.RegisterAsync("wake", TimeSpan.FromSeconds(1), Hour);
        await Grain.LeaveAsync();
        await Probe.ExpectAsync("activated", "activated", $"wake every {Hour.TotalMilliseconds}");
    }

    [Fact]
    public async Task Reminder_WithAPeriod_TicksAgain()
    {
        await Grain.RegisterAsync("again", TimeSpan.Zero, Short);
        await Probe.ExpectAsync("activated", "again every 50", "again every 50");
        await Grain.UnregisterAsync("again");
        Assert.Empty(await Grain.ListAsync());
    }

    [Fact]
    public async Task Reminders_OfOneGrain_AreFoundByName()
    {
        await Grain.RegisterAsync("b", Hour, Hour);
        await Grain.RegisterAsync("a", Hour, Hour);
        Assert.Equal(["a", "b"], await Grain.ListAsync());
        Assert.Equal("a", await Grain.FindAsync("a"));
        Assert.Null(await Grain.FindAsync("c"));
        Assert.Empty(await shared.Grains.GetGrain<IReminderGrain>(Probe.NewKey()).ListAsync());
    }

    [Fact]
    public async Task RegisterOrUpdate_OfAKnownName_ChangesItsTimes()
    {
        await Grain.RegisterAsync("change", Hour, Hour);
        await Grain.RegisterAsync("change", TimeSpan.FromSeconds(1), TimeSpan.FromHours(2));
        await Probe.ExpectAsync("activated", $"change every {TimeSpan.FromHours(2).TotalMilliseconds}");
        Assert.Equal(["change"], await Grain.ListAsync());
    }

    [Fact]
    public async Task Register_WithAPeriodBelowTheMinimum_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.RegisterAsync("fast", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));

    [Fact]
    public async Task Register_WithoutADueTime_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Grain.RegisterAsync("never", Timeout.InfiniteTimeSpan, Hour));

    [Fact]
    public async Task Register_InAGrainThatCannotBeReminded_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => shared.Grains.GetGrain<IForgettingGrain>(key).RegisterAsync());

    [Fact]
    public async Task Reminder_InTheTableAtTheStart_Ticks()
    {
        var table = new TestReminderTable();
        await using (var silo = await StartAsync(table))
        {
            await silo.Grains.GetGrain<IReminderGrain>(key).RegisterAsync("later", Short, TimeSpan.FromSeconds(2));
        }

        Probe.Rest();
        await using (await StartAsync(table))
        {
            await Probe.ExpectAsync("activated", "later every 2000");
        }

        Assert.True(table.Started >= 2);
    }

    private static Task<TestSilo> StartAsync(TestReminderTable table) =>
        TestSilo.StartAsync(silo => silo.Services.AddSingleton<IReminderTable>(table));
}
