using System.Collections.Concurrent;
using OrleansSync.Postgres.Identity;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Postgres.Tests.Identity;

/// <summary>Ids of one process rise, whatever the clock does.</summary>
public sealed class SystemIdSourceTests
{
    private readonly ManualClock _clock = new();
    private readonly SystemIdSource _ids;

    public SystemIdSourceTests() => _ids = new SystemIdSource(_clock);

    [Fact]
    public void Next_Any_IsAVersion7OfTheClocksMillisecond()
    {
        for (var count = 0; count < 1_000; count++)
        {
            var id = _ids.Next();

            Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11));
            Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), Millisecond(id));
        }
    }

    [Fact]
    public void Next_ManyInOneMillisecond_Rise() => AssertRising(Enumerable.Range(0, 50_000).Select(_ => _ids.Next()));

    [Fact]
    public void Next_ClockStepsBack_StillRise() =>
        AssertRising(Enumerable.Range(0, 1_000).Select(count =>
        {
            _clock.Advance(count % 3 == 0 ? TimeSpan.FromHours(-1) : TimeSpan.FromMinutes(20));
            return _ids.Next();
        }));

    [Fact]
    public void Next_ClockGoesOn_FollowsIt()
    {
        _ids.Next();
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), Millisecond(_ids.Next()));
    }

    [Fact]
    public async Task Next_FromManyTasks_AreUniqueAndRiseInEach()
    {
        var all = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var own = Enumerable.Range(0, 5_000).Select(_ => _ids.Next()).ToArray();
            AssertRising(own);
            foreach (var id in own)
            {
                all.Add(id);
            }
        })));

        Assert.Equal(40_000, all.Distinct().Count());
    }

    [Fact]
    public void Next_TwoSourcesInTheSameMillisecond_NeverMeet()
    {
        var other = new SystemIdSource(_clock);

        Assert.Equal(20_000, Enumerable.Range(0, 10_000).SelectMany(_ => new[] { _ids.Next(), other.Next() }).Distinct().Count());
    }

    [Fact]
    public void SequentialIdSource_SameSeed_SameRisingVersion7Ids()
    {
        var first = new SequentialIdSource(7);
        var second = new SequentialIdSource(7);
        var other = new SequentialIdSource(8);
        var ids = Enumerable.Range(0, 100).Select(_ => first.Next()).ToArray();

        Assert.Equal(ids, Enumerable.Range(0, 100).Select(_ => second.Next()));
        Assert.All(ids, id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.Empty(ids.Intersect(Enumerable.Range(0, 100).Select(_ => other.Next())));
        AssertRising(ids);
    }

    // As PostgreSQL orders them: by their bytes, as written.
    private static void AssertRising(IEnumerable<Guid> ids)
    {
        var texts = ids.Select(id => id.ToString("N")).ToArray();
        for (var index = 1; index < texts.Length; index++)
        {
            Assert.True(string.CompareOrdinal(texts[index - 1], texts[index]) < 0, $"{texts[index - 1]} is not before {texts[index]}");
        }
    }

    private static long Millisecond(Guid id) => Convert.ToInt64(id.ToString("N")[..12], 16);
}
