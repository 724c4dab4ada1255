using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Pull;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;
using OrleansSync.Engine.Tests.Values;

namespace OrleansSync.Engine.Tests.Runs;

public sealed class RunCountersTests
{
    private static readonly SyncRules[] Rules = [.. Cases.AllRules()];

    private static readonly Gen<Tally> Tallies = Gen.OneOf(
        Gen.Elements(Tally.Written, Tally.Unchanged, Tally.Parked, new Tally(TallyKind.Coalesced)),
        Gen.Elements(Enum.GetValues<SkipReason>()).Select(Tally.Of));

    private static readonly Gen<RowView> RowViews =
        from row in Gen.Elements(Cases.Rows.Where(row => row is not RowView.Unseen).ToArray())
        from key in Gen.Choose(1, 5)
        select WithKey(row, new RowKey(KeyPart.Of(key)));

    private static readonly Gen<ItemView> ItemViews =
        from item in Gen.Elements(Cases.Items.Where(item => item is not ItemView.Unseen).ToArray())
        from id in Gen.Choose(1, 5)
        select WithId(item, id);

    [Fact]
    public void Balances_OneTallyForEachRead_IsTrueAndOneMoreOrLessIsNot() => Properties.ForAll(
        Tallies.ArrayOf(),
        tallies =>
        {
            var counters = tallies.Aggregate(RunCounters.Zero.AddRead(tallies.Length), (sum, tally) => sum.Add(tally));

            Assert.True(counters.Balances);
            Assert.Equal(1, counters.AddRead(1).Difference);
            Assert.Equal(-1, counters.Add(Tally.Written).Difference);
            Assert.True(counters.Add(counters).Balances);
            Assert.Equal(counters, counters.Add(RunCounters.Zero));
        });

    [Fact]
    public void Foretell_AnyPushBatch_Balances() => Properties.ForAll(
        from views in RowViews.ArrayOf() from rules in Gen.Elements(Rules) from entry in Gen.Elements(Cases.Entries.ToArray()) from route in Gen.Elements(Cases.Routes) select (views, rules, entry, route),
        given =>
        {
            var known = new Dictionary<SyncKey, LedgerEntry>();
            foreach (var view in given.views.Where(_ => given.entry is not null))
            {
                known[Cases.Of(view)!.SyncKey] = given.entry!;
            }

            var plan = PushBatchPlan.Of(given.views, known, _ => given.route, given.rules);
            var undecided = plan.Rows.Count(row => row.Decision.Tally is null);

            Assert.Equal(undecided, plan.Foretell().Difference);
            Assert.Equal(undecided == 0, plan.IsDecided);
            Assert.Equal(given.views.Length, plan.Read);
            Assert.Equal(given.views.Select(view => Cases.Of(view)!.SyncKey).Distinct().Count(), plan.Rows.Length);
            Assert.All(plan.Rows, row => Assert.Same(given.views.Last(view => Cases.Of(view)!.SyncKey == row.Change.SyncKey), row.Case.Row));
        });

    [Fact]
    public void Foretell_AnyPullBatch_Balances() => Properties.ForAll(
        from views in ItemViews.ArrayOf() from rules in Gen.Elements(Rules) from entry in Gen.Elements(Cases.Entries.ToArray()) from row in Gen.Elements(Cases.Rows.ToArray()) select (views, rules, entry, row),
        given =>
        {
            var plan = PullBatchPlan.Of(given.views, _ => given.entry, _ => given.row, given.rules);

            Assert.Equal(plan.Items.Count(item => item.Decision.Tally is null), plan.Foretell().Difference);
            Assert.Equal(given.views.Select(view => Cases.Of(view)!.Item).Distinct().Count(), plan.Items.Length);
            Assert.All(plan.Items, item => Assert.Same(given.views.Last(view => Cases.Of(view)!.Item == item.Change.Item), item.Case.Item));
        });

    private static RowView WithKey(RowView view, RowKey key)
    {
        var change = Cases.Of(view)! with { Key = key, SyncKey = SyncKey.Of(Cases.Definition, key) };
        return view switch { RowView.Unusable unusable => new RowView.Unusable(change, unusable.Reason), _ => new RowView.Seen(change) };
    }

    private static ItemView WithId(ItemView view, int id)
    {
        var change = Cases.Of(view)! with { Item = Cases.Of(view)!.Item with { Item = id } };
        return view switch { ItemView.Unusable unusable => new ItemView.Unusable(change, unusable.Reason), _ => new ItemView.Seen(change) };
    }
}
