using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Previews;

namespace OrleansSync.Engine.Tests.Previews;

public sealed class PreviewSummaryTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 0)]
    [InlineData(250, 1.5)]
    [InlineData(10_000, 99)]
    [InlineData(150_000, 1_499)]
    [InlineData(400_000, 4_320)]
    public void DurationOf_Units_FirstMinutesAreFreeAndDaysAreNotExceeded(long units, double minutes)
    {
        var budget = new BudgetLimits { UnitsPerMinute = 100, UnitsPerDay = 100_000 };

        Assert.Equal(minutes, PreviewSummary.DurationOf(units, budget).TotalMinutes, 3);
    }
}
