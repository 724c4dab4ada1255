using OrleansSync.Postgres.Metastore;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>Delays between attempts.</summary>
public sealed class RetryScheduleTests
{
    private readonly MetastoreOptions _options = new()
    {
        RetryDelayFirst = TimeSpan.FromMilliseconds(100),
        RetryDelayMax = TimeSpan.FromMilliseconds(500),
        RetryTotal = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void Next_ManyTimes_DoublesUpToTheMostAndStaysInsideTheTotal()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var clock = new ManualClock();
            var schedule = new RetrySchedule(_options, clock, new Jitter(seed));
            var expected = _options.RetryDelayFirst;
            var waited = TimeSpan.Zero;
            while (schedule.Next() is { } delay)
            {
                Assert.InRange(delay, expected / 2, expected);
                expected = expected * 2 < _options.RetryDelayMax ? expected * 2 : _options.RetryDelayMax;
                waited += delay;
                clock.Advance(delay);
            }

            Assert.InRange(waited, _options.RetryTotal - _options.RetryDelayMax, _options.RetryTotal);
        }
    }

    [Fact]
    public void Next_AttemptsTookTheTime_None()
    {
        var clock = new ManualClock();
        var schedule = new RetrySchedule(_options, clock, new Jitter(1));
        clock.Advance(_options.RetryTotal);

        Assert.Null(schedule.Next());
    }

    [Fact]
    public void Next_NoTimeToRepeat_None()
    {
        _options.RetryTotal = TimeSpan.Zero;

        Assert.Null(new RetrySchedule(_options, new ManualClock(), new Jitter(1)).Next());
    }

    [Fact]
    public void Next_SameSeed_SameDelays()
    {
        var first = new RetrySchedule(_options, new ManualClock(), new Jitter(7));
        var second = new RetrySchedule(_options, new ManualClock(), new Jitter(7));

        Assert.Equal([first.Next(), first.Next(), first.Next()], new[] { second.Next(), second.Next(), second.Next() });
    }
}
