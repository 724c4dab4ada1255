using OrleansSync.Emulator.Throttling;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Emulator.Tests.Throttling;

public sealed class ResourceMeterTests
{
    [Fact] // 10.3
    public void Add_AboveTheMinute_WaitsUntilItEnds()
    {
        var clock = new ManualClock();
        var meter = new ResourceMeter(clock, 1, unlimited: false);
        Assert.False(meter.Add(1250).IsThrottled);
        var charge = meter.Add(1);
        Assert.True(charge.IsThrottled);
        Assert.Equal(meter.Read().ResetSeconds, charge.RetryAfter);
        clock.Advance(TimeSpan.FromSeconds(charge.RetryAfter));
        Assert.False(meter.Add(1).IsThrottled);
        Assert.Equal(1, meter.Read().Minute);
        Assert.Equal(1252, meter.Read().Day);
    }

    [Fact] // 10.4
    public void Add_AtFourFifthsOfTheMinute_ShowsTheHeaders()
    {
        var meter = new ResourceMeter(new ManualClock(), 2, unlimited: false);
        Assert.False(meter.Add(1999).ShowsHeaders);
        var charge = meter.Add(1);
        Assert.Equal((true, 2500, 500), (charge.ShowsHeaders, charge.Limit, charge.Remaining));
    }

    [Fact] // 10.3
    public void Add_AboveTheDay_WaitsForTheNextOne()
    {
        var clock = new ManualClock();
        var meter = new ResourceMeter(clock, 1, unlimited: true);
        meter.Add(1_200_000);
        clock.Advance(TimeSpan.FromMinutes(6));
        meter.Unlimited = false;
        var charge = meter.Add(1);
        Assert.True(charge.IsThrottled);
        Assert.True(charge.RetryAfter > 3600);
        Assert.False(charge.ShowsHeaders);
    }

    [Fact]
    public void Add_Unlimited_CountsAndLetsThrough()
    {
        var meter = new ResourceMeter(new ManualClock(), 1, unlimited: true);
        Assert.False(meter.Add(5000).IsThrottled);
        Assert.Equal(5000, meter.Read().Minute);
    }
}
