using OrleansSync.Helix.Reconcile;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Tests.Reconcile;

public sealed class SyncPlannerTests
{
    private const long Noon = 1_700_000_000_000;

    [Fact]
    public void Decide_BothEmpty_IsInSync() => Assert.Equal(SyncVerdict.InSync, SyncPlanner.Decide(State(), State()).Verdict);

    [Fact]
    public void Decide_EqualContentOfOtherTimes_IsInSync() => Assert.Equal(SyncVerdict.InSync, SyncPlanner.Decide(State(("a", "1", Noon)), State(("a", "1", null))).Verdict);

    [Fact]
    public void Decide_OneSideOnly_GoesToTheOther()
    {
        Assert.Equal(SyncVerdict.Push, SyncPlanner.Decide(State(("a", "1", null)), State()).Verdict);
        Assert.Equal(SyncVerdict.Pull, SyncPlanner.Decide(State(), State(("a", "1", null))).Verdict);
    }

    [Theory]
    [InlineData(5001, SyncVerdict.Push)]
    [InlineData(5000, SyncVerdict.Undecided)]
    [InlineData(0, SyncVerdict.Undecided)]
    [InlineData(-5000, SyncVerdict.Undecided)]
    [InlineData(-5001, SyncVerdict.Pull)]
    public void Decide_Diverged_FollowsTheNewestDifferingFileOutsideTheWindow(long lead, SyncVerdict expected)
    {
        // The newest file of all is equal on both sides and says nothing.
        var local = State(("same", "s", Noon + 99_999), ("a", "1", Noon + lead), ("b", "1", Noon - 50_000));
        var cloud = State(("same", "s", Noon - 99_999), ("a", "2", Noon), ("b", "2", Noon - 40_000));

        Assert.Equal(expected, SyncPlanner.Decide(local, cloud).Verdict);
    }

    [Fact]
    public void Decide_AnyDifferingFileWithoutTime_IsUndecided() =>
        Assert.Equal(SyncVerdict.Undecided, SyncPlanner.Decide(State(("a", "1", Noon + 60_000), ("b", "1", null)), State(("a", "2", Noon), ("b", "2", Noon))).Verdict);

    [Fact]
    public void Decide_TimesFarApart_DoNotOverflow() =>
        Assert.Equal(SyncVerdict.Push, SyncPlanner.Decide(State(("a", "1", long.MaxValue)), State(("a", "2", long.MinValue))).Verdict);

    [Fact]
    public void Decide_Pull_ListsCreatesChangesAndLocalOnlyFilesSorted()
    {
        var plan = SyncPlanner.Decide(
            State(("mine", "1", Noon), ("changed", "1", Noon), ("same", "s", Noon)),
            State(("z", "1", Noon + 60_000), ("changed", "2", Noon + 60_000), ("same", "s", Noon), ("A", "1", Noon)));

        Assert.Equal(SyncVerdict.Pull, plan.Verdict);
        Assert.Equal(["A", "z"], plan.Creates.AsEnumerable());
        Assert.Equal(["changed"], plan.Changes.AsEnumerable());
        Assert.Equal(["mine"], plan.Extra.AsEnumerable());
    }

    private static SideState State(params (string Path, string Content, long? Time)[] files) => SideState.Of(files.Select(file => SourceFile.Of(file.Path, file.Content, file.Time)));
}
