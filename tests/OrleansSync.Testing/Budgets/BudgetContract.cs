using OrleansSync.Engine.Budgets;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Rows;
using Xunit;

namespace OrleansSync.Testing.Budgets;

/// <summary>What every <see cref="IBudget"/> keeps. A derived class opens a budget of <see cref="UnitsPerMinute"/> on the given clock for each test.</summary>
public abstract class BudgetContract
{
    protected const int UnitsPerMinute = 100;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    protected ManualClock Clock { get; } = new();

    protected abstract IBudget Open();

    [Fact]
    public async Task Acquire_LessThanThereIs_IsGrantedForAWhile()
    {
        var granted = Assert.IsType<BudgetAnswer.Granted>(await AcquireAsync(Open(), 10));

        Assert.Equal(10, granted.Units);
        Assert.True(granted.Until > Clock.GetUtcNow());
    }

    [Fact]
    public async Task Acquire_MoreThanIsLeft_IsGrantedWhatIsLeftAndThenATime()
    {
        var budget = Open();
        await AcquireAsync(budget, 60);

        Assert.Equal(40, Assert.IsType<BudgetAnswer.Granted>(await AcquireAsync(budget, 60)).Units);
        var retry = Assert.IsType<BudgetAnswer.RetryAt>(await AcquireAsync(budget, 1));
        Assert.True(retry.At > Clock.GetUtcNow());

        Clock.Advance(retry.At - Clock.GetUtcNow());
        Assert.IsType<BudgetAnswer.Granted>(await AcquireAsync(budget, 1));
    }

    [Fact]
    public async Task P8_AnySlidingMinute_NeverHoldsMoreThanTheBudget()
    {
        var budget = Open();
        var spent = new List<(DateTimeOffset First, DateTimeOffset Last, int Units)>();
        for (var step = 0; step < 400; step++)
        {
            if (await AcquireAsync(budget, 1 + (step * 7 % 23)) is BudgetAnswer.Granted granted)
            {
                spent.Add((Clock.GetUtcNow(), granted.Until, granted.Units));
            }

            Clock.Advance(TimeSpan.FromMilliseconds(500 + (step * 37 % 900)));
        }

        // A lease may be spent at its first or its last moment; a window begins where any unit is spent.
        foreach (var begin in spent.SelectMany(lease => new[] { lease.First, lease.Last }))
        {
            Assert.InRange(spent.Where(lease => lease.Last >= begin && lease.First < begin + Minute).Sum(lease => lease.Units), 0, UnitsPerMinute);
        }

        Assert.True(spent.Sum(lease => lease.Units) > UnitsPerMinute);
    }

    [Fact]
    public async Task CloseUntil_TheServiceSaidStop_NothingIsGrantedBefore()
    {
        var budget = Open();
        var until = Clock.GetUtcNow() + TimeSpan.FromMinutes(3);
        await budget.CloseUntilAsync(until, default);
        await budget.CloseUntilAsync(until - TimeSpan.FromMinutes(1), default);

        Assert.Equal(new BudgetAnswer.RetryAt(until), await AcquireAsync(budget, 1));
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.IsType<BudgetAnswer.Granted>(await AcquireAsync(budget, 1));
    }

    private static Task<BudgetAnswer> AcquireAsync(IBudget budget, int units) => budget.AcquireAsync(TestRows.Definition.Id, units, BudgetPriority.Edits, default);
}
