using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;
using Xunit.Abstractions;

namespace OrleansSync.Engine.Tests.Push;

public sealed class PushPlannerTests(ITestOutputHelper output)
{
    [Fact]
    public void Decide_EveryCombination_KeepsTheLaws()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var rules in Cases.AllRules())
        {
            foreach (var entry in Cases.Entries)
            {
                foreach (var row in Cases.Rows)
                {
                    foreach (var item in Cases.Items)
                    {
                        foreach (var route in Cases.Routes)
                        {
                            var given = new PushCase(row, entry, item, route);
                            var decision = PushPlanner.Decide(given, rules);
                            var name = decision is PushDecision.Skip skip ? $"Skip {skip.Reason}" : decision.GetType().Name;
                            counts[name] = counts.GetValueOrDefault(name) + 1;
                            foreach (var law in PushLaws.Broken(given, rules, decision))
                            {
                                Assert.Fail($"{law}: {decision} of {given} under {rules}");
                            }
                        }
                    }
                }
            }
        }

        output.WriteLine($"{counts.Values.Sum()} cases: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");

        // Every kind of decision but the backfill's is reached; a kind that no case reaches is dead, or the cases lack something.
        Assert.Equal(typeof(PushDecision).GetNestedTypes().Length - 1, counts.Keys.Select(name => name.Split(' ')[0]).Distinct().Count());
    }

    [Fact]
    public void Decide_NewRow_Creates() =>
        Assert.Equal(new PushDecision.Create(Cases.Home, Cut(Cases.Row(1, 1, 1, 1))), Decide(Cases.Row(1, 1, 1, 1), null));

    [Fact]
    public void Decide_NewRowWithoutAList_Parks() =>
        Assert.Equal(new PushDecision.Park(ParkReason.NoList), Decide(Cases.Agreed, null, route: null));

    [Fact]
    public void Decide_DeleteOfAStranger_Skips() =>
        Assert.Equal(new PushDecision.Skip(SkipReason.NeverSynced), Decide(null, null));

    [Theory]
    [InlineData(Provenance.Push, SkipReason.Unchanged)]
    [InlineData(Provenance.Pull, SkipReason.Echo)]
    public void Decide_TouchedRow_Skips(Provenance provenance, SkipReason reason) =>
        Assert.Equal(new PushDecision.Skip(reason), Decide(Cases.Agreed, Cases.Entry(provenance: provenance)));

    [Fact]
    public void Decide_ChangedRow_UpdatesUnderTheLedgersVersion()
    {
        var update = Assert.IsType<PushDecision.Update>(Decide(Cases.Row(2, 1, 1, 1), Cases.Entry()));

        Assert.Equal((Cases.Item, (ETag?)Cases.Own, Cut(Cases.Row(2, 1, 1, 1))), (update.Item, update.IfMatch, update.Fields));
    }

    [Fact]
    public void Decide_ChangedPullOnlyColumn_Skips() =>
        Assert.Equal(new PushDecision.Skip(SkipReason.Unchanged), Decide(Cases.Row(1, 1, 1, 9), Cases.Entry()));

    [Fact]
    public void Decide_RefusedBecauseOfAnotherColumn_WritesOnlyWhatDiffers()
    {
        var update = Assert.IsType<PushDecision.Update>(Decide(Cases.Row(2, 1, 1, 1), Cases.Entry(), Seen(Cases.Agreed, Cases.Later)));

        Assert.Equal(("a", (ETag?)Cases.Later), (string.Join(",", update.Fields.Names), update.IfMatch));
    }

    [Fact]
    public void Decide_RouteIsAnotherList_Moves()
    {
        var move = Assert.IsType<PushDecision.Move>(Decide(Cases.Row(2, 1, 1, 4), Cases.Entry(), route: Cases.Away));

        Assert.Equal((Cases.Item, Cases.Away, (ETag?)Cases.Own), (move.From, move.To, move.IfMatch));
        Assert.Equal("a,b,p,q", string.Join(",", move.Row.Names));
    }

    [Theory]
    [InlineData(DeletePolicy.Propagate, typeof(PushDecision.Delete))]
    [InlineData(DeletePolicy.Mark, typeof(PushDecision.Mark))]
    [InlineData(DeletePolicy.Detach, typeof(PushDecision.Detach))]
    [InlineData(DeletePolicy.Ignore, typeof(PushDecision.Skip))]
    public void Decide_DeletedRow_FollowsThePolicy(DeletePolicy policy, Type expected) =>
        Assert.IsType(expected, Decide(null, Cases.Entry(), rules: Cases.Rules(deletes: policy)));

    [Fact]
    public void Decide_BothChangedToTheSame_Adopts()
    {
        var adopt = Assert.IsType<PushDecision.Adopt>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry(), Seen(Cases.Row(3, 1, 1, 1), Cases.Later)));

        Assert.Equal(((ETag?)Cases.Later, true), (adopt.ETag, adopt.IsAgreed));
    }

    [Fact]
    public void Decide_BothChangedToTheSameButPulledColumnsDiffer_AdoptsWithoutAgreeing() =>
        Assert.False(Assert.IsType<PushDecision.Adopt>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry(), Seen(Cases.Row(3, 1, 1, 3), Cases.Later))).IsAgreed);

    [Fact]
    public void Decide_CapturedRowOfAGonePair_ReadsFirst() =>
        Assert.IsType<PushDecision.ReadRow>(PushPlanner.Decide(
            new PushCase(new RowView.Seen(Cases.Change(Cases.Agreed, RowReading.Captured)), Cases.Entry(LedgerState.Gone), ItemView.NotSeen, Cases.Home), Cases.Rules()));

    [Theory]
    [InlineData(ForeignEdits.Keep, typeof(PushDecision.Skip))]
    [InlineData(ForeignEdits.Restore, typeof(PushDecision.Update))]
    public void Decide_EditedItemOfAOneWayPush_FollowsTheOption(ForeignEdits edits, Type expected) => Assert.IsType(
        expected, Decide(Cases.Agreed, Cases.Entry(), Seen(Cases.Row(3, 1, 1, 1), Cases.Later), rules: Cases.Rules(SyncDirection.Push, edits: edits)));

    private static PushDecision Decide(Row? row, LedgerEntry? entry, ItemView? item = null, SyncRules? rules = null) => Decide(row, entry, Cases.Home, item, rules);

    private static PushDecision Decide(Row? row, LedgerEntry? entry, ListId? route, ItemView? item = null, SyncRules? rules = null) =>
        PushPlanner.Decide(new PushCase(new RowView.Seen(Cases.Change(row)), entry, item ?? ItemView.NotSeen, route), rules ?? Cases.Rules());

    private static ItemView.Seen Seen(Row row, ETag tag) => new(new ItemChange(Cases.Item, tag, row, Cases.SyncKey, Cases.Noon));

    private static Row Cut(Row row) => row.Where((name, _) => Cases.Columns.Push.IndexOf(name) >= 0);
}
