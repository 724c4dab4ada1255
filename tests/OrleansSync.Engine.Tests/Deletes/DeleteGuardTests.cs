using OrleansSync.Engine.Deletes;

namespace OrleansSync.Engine.Tests.Deletes;

public sealed class DeleteGuardTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, GuardVerdict.Passes)]
    [InlineData(0, 500, 100_000, 0, GuardVerdict.Passes)]
    [InlineData(0, 501, 100_000, 0, GuardVerdict.TooMany)]
    [InlineData(500, 1, 100_000, 0, GuardVerdict.TooMany)]
    [InlineData(501, 0, 100_000, 0, GuardVerdict.Passes)]
    [InlineData(0, 501, 100_000, 501, GuardVerdict.Passes)]
    [InlineData(500, 2, 100_000, 501, GuardVerdict.TooMany)]
    [InlineData(0, 10, 10, 0, GuardVerdict.Passes)]
    [InlineData(0, 11, 110, 0, GuardVerdict.Passes)]
    [InlineData(0, 11, 109, 0, GuardVerdict.TooLargeAPart)]
    [InlineData(0, 11, 0, 0, GuardVerdict.TooLargeAPart)]
    [InlineData(11, 1, 109, 11, GuardVerdict.TooLargeAPart)]
    public void Check_Default_StopsAMassDelete(long done, long planned, long pairs, long confirmed, GuardVerdict expected) =>
        Assert.Equal(expected, DeleteGuard.Default.Check(done, planned, pairs, confirmed));

    [Fact]
    public void Check_NoLimits_Passes() => Assert.Equal(GuardVerdict.Passes, new DeleteGuard(null, null).Check(0, long.MaxValue, 1, 0));
}
