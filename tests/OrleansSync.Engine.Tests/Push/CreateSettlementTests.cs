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
            foreach (var (refused, indexed, delta) in from refused in both from indexed in both from delta in both select (refused, indexed, delta))
            {
                var expected = (found, refused, indexed, delta) switch
                {
                    (null, _, _, _) => CreateStep.LookUp,
                    (1, _, _, _) => CreateStep.Adopt,
                    (2, _, _, _) => CreateStep.Park,
                    (_, true, _, true) => CreateStep.Park,
                    (_, true, _, false) => CreateStep.WaitForDelta,
                    (_, false, true, _) or (_, false, _, true) => CreateStep.Create,
                    _ => CreateStep.WaitForDelta,
                };
                Assert.Equal(expected, CreateSettlement.Next(found, refused, indexed, delta));
            }
        }
    }
}
