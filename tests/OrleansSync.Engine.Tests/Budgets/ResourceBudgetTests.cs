using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Budgets;

namespace OrleansSync.Engine.Tests.Budgets;

public sealed class ResourceBudgetTests : BudgetContract
{
    private static readonly SyncDefinitionId One = new(new Guid("00000000-0000-7000-8000-000000000001"));
    private static readonly SyncDefinitionId Two = new(new Guid("00000000-0000-7000-8000-000000000002"));
    private static readonly BudgetLimits Limits = new() { UnitsPerMinute = UnitsPerMinute, UnitsPerDay = 100_000 };

    protected override IBudget Open() => ResourceBudget.Unspent(Limits, Clock);

    [Fact]
    public async Task Acquire_AskedAgainAndAgain_UsesAlmostAllOfTheMinutes()
    {
        var budget = ResourceBudget.Unspent(BudgetLimits.Of(TenantTier.UpTo1000), Clock);
        var spent = 0;
        for (var second = 0; second < 600; second++)
        {
            while (await AskAsync(budget, One, 40) is BudgetAnswer.Granted granted)
            {
                spent += granted.Units;
            }

            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(spent, 1125 * 10 * 95 / 100, 1125 * 10);
    }

    [Fact]
    public async Task Continue_BalanceOfAnother_GrantsOnlyWhatThatOneLeft()
    {
        var first = ResourceBudget.Unspent(Limits, Clock);
        Assert.IsType<BudgetAnswer.Granted>(await AskAsync(first, One, UnitsPerMinute - 10));
        var second = ResourceBudget.Continue(Limits, Clock, first.ToBalance());

        var left = 0;
        while (await AskAsync(second, One, UnitsPerMinute) is BudgetAnswer.Granted granted)
        {
            left += granted.Units;
        }

        Assert.Equal(10, left);
        Assert.Equal(UnitsPerMinute, second.ToBalance().Quarters.Sum(quarter => quarter.Units));
    }

    [Fact]
    public async Task AfterRestart_AMinuteOfUnknownSpending_GrantsNothing()
    {
        var budget = ResourceBudget.AfterRestart(Limits, Clock);

        var retry = Assert.IsType<BudgetAnswer.RetryAt>(await AskAsync(budget, One, 1));

        Assert.True(retry.At >= Clock.GetUtcNow() + TimeSpan.FromSeconds(60));
        Clock.Advance(retry.At - Clock.GetUtcNow());
        Assert.IsType<BudgetAnswer.Granted>(await AskAsync(budget, One, 1));
    }

    [Fact]
    public async Task Acquire_TwoDefinitionsOfWhichOneAsksTenTimesAsOften_ShareTheMinuteEqually()
    {
        var budget = ResourceBudget.Unspent(Limits, Clock);
        var (often, rarely) = (0, 0);
        for (var step = 0; step < 1200; step++)
        {
            often += Units(await AskAsync(budget, One, 20));
            rarely += step % 10 == 0 ? Units(await AskAsync(budget, Two, 20)) : 0;
            Clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.InRange(rarely, (often + rarely) * 35 / 100, (often + rarely) * 65 / 100);
        Assert.InRange(often + rarely, UnitsPerMinute * 10 * 80 / 100, UnitsPerMinute * 11);
    }

    [Fact]
    public async Task Acquire_BackfillThatTookAllItMay_LeavesRoomForEdits()
    {
        var budget = ResourceBudget.Unspent(Limits with { BackfillShare = 0.8 }, Clock);

        Assert.Equal(80, Units(await AskAsync(budget, One, 100, BudgetPriority.Backfill)));
        Assert.IsType<BudgetAnswer.RetryAt>(await AskAsync(budget, One, 1, BudgetPriority.Backfill));
        Assert.Equal(20, Units(await AskAsync(budget, Two, 100, BudgetPriority.Edits)));
    }

    [Fact]
    public async Task Acquire_EditsThatWait_ComeBeforeBackfill()
    {
        var budget = ResourceBudget.Unspent(Limits, Clock);
        await AskAsync(budget, Two, 100);
        Assert.IsType<BudgetAnswer.RetryAt>(await AskAsync(budget, Two, 60));
        Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<BudgetAnswer.RetryAt>(await AskAsync(budget, Two, 60));
        Clock.Advance(TimeSpan.FromSeconds(22));

        Assert.InRange(Units(await AskAsync(budget, One, 60, BudgetPriority.Backfill)), 1, 40);
        Assert.Equal(60, Units(await AskAsync(budget, Two, 60)));
    }

    [Fact]
    public async Task Acquire_TheDayIsSpent_WaitsForIt()
    {
        var budget = ResourceBudget.Unspent(Limits with { UnitsPerDay = 250, BackfillDayShare = 0.5 }, Clock);
        var begin = Clock.GetUtcNow();
        var spent = 0;
        for (var minute = 0; minute < 5; minute++)
        {
            spent += Units(await AskAsync(budget, One, 100, BudgetPriority.Backfill));
            Clock.Advance(TimeSpan.FromSeconds(62));
        }

        Assert.Equal(125, spent);
        Assert.Equal(100, Units(await AskAsync(budget, One, 100)));
        Clock.Advance(TimeSpan.FromSeconds(62));
        Assert.Equal(25, Units(await AskAsync(budget, One, 100)));
        var retry = Assert.IsType<BudgetAnswer.RetryAt>(await AskAsync(budget, One, 100));
        Assert.InRange(retry.At, begin + TimeSpan.FromHours(24), begin + TimeSpan.FromHours(24.5));
        Clock.Advance(retry.At - Clock.GetUtcNow());
        Assert.Equal(100, Units(await AskAsync(budget, One, 100)));
    }

    [Theory]
    [InlineData(TenantTier.UpTo1000, 1125, 1_080_000)]
    [InlineData(TenantTier.Over50000, 5625, 5_400_000)]
    public void Of_ATier_IsNinetyPercentOfIt(TenantTier tier, int minute, int day)
    {
        var limits = BudgetLimits.Of(tier);
        Assert.Equal((minute, day), (limits.UnitsPerMinute, limits.UnitsPerDay));
    }

    private static int Units(BudgetAnswer answer) => answer is BudgetAnswer.Granted granted ? granted.Units : 0;

    private static Task<BudgetAnswer> AskAsync(ResourceBudget budget, SyncDefinitionId definition, int units, BudgetPriority priority = BudgetPriority.Edits) =>
        budget.AcquireAsync(definition, units, priority, default);
}
