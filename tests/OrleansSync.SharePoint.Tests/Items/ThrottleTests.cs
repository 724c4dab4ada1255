using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Lists;
using OrleansSync.SharePoint.Items;
using OrleansSync.Testing.Rows;

namespace OrleansSync.SharePoint.Tests.Items;

public sealed class ThrottleTests
{
    private const int Minutes = 5;

    [Fact]
    public async Task P8_FiveMinutesOfWriting_UseTheShareAndAreHardlyEverThrottled()
    {
        await using var list = await EmulatedList.OpenAsync(options => (options.Unlimited, options.Tier) = (false, 1));
        var tenant = list.Tenant;
        var limits = BudgetLimits.Of(TenantTier.UpTo1000);
        var writer = new GraphListWriter(tenant.Client(ResourceBudget.Unspent(limits, tenant.Clock)), new BoundLists(list.Bindings));
        var (next, begin) = (1, tenant.Clock.GetUtcNow());
        tenant.Host.ResetCounters();
        while (tenant.Clock.GetUtcNow() < begin + TimeSpan.FromMinutes(Minutes))
        {
            var outcomes = await writer.ApplyAsync(
                list.Definition, list.List, [.. Enumerable.Range(next, 200).Select(number => new ListWrite.Create(TestRows.SyncKeyOf(number), TestRows.Of(number, "row", "code")))], default);
            Assert.All(outcomes, outcome => Assert.True(outcome is ListOutcome.Applied or ListOutcome.NotSent, outcome.ToString()));
            var applied = outcomes.TakeWhile(outcome => outcome is ListOutcome.Applied).Count();
            Assert.All(outcomes.Skip(applied), outcome => Assert.IsType<ListOutcome.NotSent>(outcome));
            next += applied;
            tenant.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var counters = tenant.Host.Counters;
        Assert.InRange(counters.ResourceUnits, limits.UnitsPerMinute * Minutes * 95 / 100, limits.UnitsPerMinute * Minutes);
        Assert.InRange(counters.Throttled, 0, Minutes);
        Assert.Equal(next - 1, (int)(counters.ResourceUnits / 2));
    }

    [Fact]
    public async Task Apply_BatchesOfTheWholeCall_AreTwentyAndNoMoreFlyThanMay()
    {
        await using var list = await EmulatedList.OpenAsync();
        list.Tenant.Host.ResetCounters();

        await list.Writer.ApplyAsync(list.Definition, list.List, [.. Enumerable.Range(1, 500).Select(number => new ListWrite.Create(TestRows.SyncKeyOf(number), TestRows.Of(number, "row", "code")))], default);

        var counters = list.Tenant.Host.Counters;
        Assert.Equal(25, counters.Requests[Emulator.Graph.OperationKind.Batch]);
        Assert.InRange(counters.ConcurrencyPeak, 1, list.Tenant.Options.BatchesInFlightMax);
    }
}
