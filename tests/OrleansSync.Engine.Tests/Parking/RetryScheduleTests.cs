using FsCheck.Fluent;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tests.Changes;
using OrleansSync.Engine.Tests.Values;

namespace OrleansSync.Engine.Tests.Parking;

public sealed class RetryScheduleTests
{
    [Fact]
    public void DelayAfter_AnyAttempt_IsBetweenHalfAndWholeOfTheDoubledDelay() => Properties.ForAll(
        from attempt in Gen.Choose(1, 19) from spread in Gen.Choose(0, int.MaxValue) select (attempt, spread),
        given =>
        {
            var delay = RetrySchedule.Default.DelayAfter(ParkReason.TransientFailure, given.attempt, (ulong)given.spread * 7919);
            var whole = TimeSpan.FromMinutes(Math.Min(360, Math.Pow(2, given.attempt - 1)));
            Assert.InRange(delay!.Value, whole / 2, whole);
        });

    [Fact]
    public void DelayAfter_LastAttempt_WaitsForAPerson() => Assert.Null(RetrySchedule.Default.DelayAfter(ParkReason.TransientFailure, 20, 0));

    [Fact]
    public void DelayAfter_EveryReason_IsDecided() =>
        Assert.All(Enum.GetValues<ParkReason>(), reason => Assert.Equal(RetrySchedule.IsRetried(reason), RetrySchedule.Default.DelayAfter(reason, 1, 0) is not null));

    [Fact]
    public void Again_SameReason_CountsAndWaitsLonger()
    {
        var first = Parked.First(Cases.Definition, Cases.SyncKey, Cases.Key, null, SyncDirection.Push, ParkReason.TransientFailure, RetrySchedule.Default, Cases.Noon);
        var again = first.Again(ParkReason.TransientFailure, RetrySchedule.Default, Cases.Noon);

        Assert.Equal((1, 2), (first.Attempt, again.Attempt));
        Assert.True(first.DueAt > Cases.Noon && again.DueAt > first.DueAt);
    }
}
