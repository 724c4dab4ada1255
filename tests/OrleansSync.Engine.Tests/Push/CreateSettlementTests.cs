using OrleansSync.Engine.Push;

namespace OrleansSync.Engine.Tests.Push;

public sealed class CreateSettlementTests
{
    [Fact]
    public void Next_EveryCombination_CreatesOnlyWhenNothingSpeaksAgainstIt()
    {
        bool[] both = [false, true];
        foreach (var found in new int?[] { null, 0, 1, 2 })
        {
            foreach (var (refused, indexed, underWay, delta) in from refused in both from indexed in both from underWay in both from delta in both select (refused, indexed, underWay, delta))
            {
                var expected = (found, refused, indexed, underWay, delta) switch
                {
                    (null, _, _, _, _) => CreateStep.LookUp,
                    (1, _, _, _, _) => CreateStep.Adopt,
                    (2, _, _, _, _) => CreateStep.Park,
                    (_, _, _, true, _) => CreateStep.WaitForRequest,
                    (_, true, _, _, true) => CreateStep.Park,
                    (_, true, _, _, false) => CreateStep.WaitForDelta,
                    (_, false, true, _, _) or (_, false, _, _, true) => CreateStep.Create,
                    _ => CreateStep.WaitForDelta,
                };
                Assert.Equal(expected, CreateSettlement.Next(found, refused, indexed, underWay, delta));
            }
        }
    }
}
