using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Pull;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;
using Xunit.Abstractions;

namespace OrleansSync.Engine.Tests.Pull;

public sealed class PullPlannerTests(ITestOutputHelper output)
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
                        var given = new PullCase(item, entry, row);
                        var decision = PullPlanner.Decide(given, rules);
                        var name = decision is PullDecision.Skip skip ? $"Skip {skip.Reason}" : decision.GetType().Name;
                        counts[name] = counts.GetValueOrDefault(name) + 1;
                        foreach (var law in PullLaws.Broken(given, rules, decision))
                        {
                            Assert.Fail($"{law}: {decision} of {given} under {rules}");
                        }
                    }
                }
            }
        }

        output.WriteLine($"{counts.Values.Sum()} cases: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        Assert.Equal(typeof(PullDecision).GetNestedTypes().Length, counts.Keys.Select(name => name.Split(' ')[0]).Distinct().Count());
    }

    /// <summary>The two planners never contradict each other: of one conflict exactly one side writes, or both park.</summary>
    [Fact]
    public void Decide_ConflictSeenByPushAndPull_OneOfThemWrites()
    {
        var conflicts = 0;
        foreach (var rules in Cases.AllRules().Where(rules => rules.IsTwoWay))
        {
            foreach (var entry in Cases.Entries.Where(entry => entry is { State: LedgerState.Live }))
            {
                foreach (var row in Cases.Rows.OfType<RowView.Seen>().Where(row => row.Change is { Reading: RowReading.Read } && row.Change.Row?.LacksAny(rules.Columns.All) != true))
                {
                    foreach (var item in Cases.Items.OfType<ItemView.Seen>().Where(item => item.Change.Item == Cases.Item && item.Change.Row?.LacksAny(rules.Columns.All) != true))
                    {
                        var sides = (Comparison.OfRow(row, entry!, rules.Columns), Comparison.OfItem(item, entry!, rules.Columns));
                        if (sides is not (SideState.Changed or SideState.Deleted, SideState.Changed or SideState.Deleted))
                        {
                            continue;
                        }

                        conflicts++;
                        var push = PushPlanner.Decide(new PushCase(row, entry, item, Cases.Home), rules);
                        var pull = PullPlanner.Decide(new PullCase(item, entry, row), rules);
                        var fits = (push, pull) switch
                        {
                            (PushDecision.LeaveToPull, PullDecision.Insert or PullDecision.Update or PullDecision.Delete or PullDecision.Mark or PullDecision.Detach or PullDecision.Adopt) => true,
                            (PushDecision.LeaveToPull, PullDecision.Skip { Reason: SkipReason.DeleteIgnored }) => rules.PullDeletes == DeletePolicy.Ignore,
                            (PushDecision.Park, PullDecision.Park) => true,
                            (PushDecision.Forget, PullDecision.Forget) => true,
                            (PushDecision.LeaveToPull or PushDecision.Park or PushDecision.Forget, _) => false,
                            (_, PullDecision.LeaveToPush or PullDecision.Update { PushDue: true }) => true,

                            // Equal where they could disagree: each takes what only the other can write.
                            (_, PullDecision.Adopt or PullDecision.Update { Loss: null }) => row.Change.Row!.Differences(rules.Columns.Both, item.Change.Row).IsEmpty,
                            _ => false,
                        };
                        if (fits)
                        {
                            continue;
                        }

                        Assert.Fail($"push {push}, pull {pull} of {row} and {item} with {entry} under {rules}");
                    }
                }
            }
        }

        output.WriteLine($"{conflicts} conflicts");
        Assert.True(conflicts > 1_000);
    }

    [Fact]
    public void Decide_NewItem_Inserts() =>
        Assert.Equal("a,b,q,s", string.Join(",", Assert.IsType<PullDecision.Insert>(Decide(Cases.Agreed, null, key: null)).Row.Names));

    [Fact]
    public void Decide_UnknownItemWithAKeyOfOurs_Parks() =>
        Assert.Equal(new PullDecision.Park(ParkReason.UnknownKey), Decide(Cases.Agreed, null, key: Cases.SyncKey));

    [Fact]
    public void Decide_OwnETagAndAnotherHash_AdoptsAsNormalised()
    {
        var adopt = Assert.IsType<PullDecision.Adopt>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry(), tag: Cases.Own));

        Assert.True(adopt.IsNormalised);
        Assert.Equal(Cases.Row(3, 1, 1, 1).Hash(Cases.Columns.Pull), adopt.ItemHash);
        Assert.Equal(Cases.Own, adopt.ETag);
    }

    [Fact]
    public void Decide_LaterETagAndTheSameHash_AdoptsTheVersionOnly() =>
        Assert.False(Assert.IsType<PullDecision.Adopt>(Decide(Cases.Agreed, Cases.Entry())).IsNormalised);

    [Fact]
    public void Decide_OwnWriteSeenAgain_IsAnEcho() =>
        Assert.Equal(new PullDecision.Skip(SkipReason.Echo), Decide(Cases.Agreed, Cases.Entry(), tag: Cases.Own));

    [Fact]
    public void Decide_EditedItem_AsksForTheRowThenWritesWhatDiffers()
    {
        Assert.IsType<PullDecision.ReadRow>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry()));
        var update = Assert.IsType<PullDecision.Update>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry(), Seen(Cases.Agreed)));

        Assert.Equal(("a", false), (string.Join(",", update.Columns.Names), update.PushDue));
    }

    [Fact]
    public void Decide_EditsOfDifferentFields_AreMergedAndPushedBack()
    {
        var update = Assert.IsType<PullDecision.Update>(Decide(
            Cases.Row(1, 3, 1, 1), Cases.Entry(), Seen(Cases.Row(2, 1, 1, 1)), Cases.Rules(conflict: new ConflictPolicy.FieldMerge(Tie.Manual))));

        Assert.Equal(("b", true, (Loss?)null), (string.Join(",", update.Columns.Names), update.PushDue, update.Loss));
    }

    [Fact]
    public void Decide_TableWins_LeavesToThePushAndKeepsTheItem() =>
        Assert.Equal(SyncDirection.Pull, Assert.IsType<PullDecision.LeaveToPush>(Decide(Cases.Row(3, 1, 1, 1), Cases.Entry(), Seen(Cases.Row(2, 1, 1, 1)))).Loss?.Loser);

    [Fact]
    public void Decide_OverwrittenVersionWithPulledColumns_IsPulledThoughItIsOurOwn() =>
        Assert.Equal("q", string.Join(",", Assert.IsType<PullDecision.Update>(Decide(Cases.Row(1, 1, 1, 3), Cases.Entry() with { IsAgreed = false }, Seen(Cases.Agreed), tag: Cases.Own)).Columns.Names));

    [Theory]
    [InlineData("\"11111111-0000-0000-0000-00000000000a,3\"", typeof(PullDecision.Skip))]
    [InlineData("\"11111111-0000-0000-0000-00000000000a,2\"", typeof(PullDecision.Skip))]
    [InlineData("\"11111111-0000-0000-0000-00000000000a,4\"", typeof(PullDecision.Insert))]
    public void Decide_ItemOfAGonePair_IsBackOnlyInALaterVersion(string tag, Type expected) =>
        Assert.IsType(expected, Decide(Cases.Agreed, Cases.Entry(LedgerState.Gone), tag: new ETag(tag)));

    private static PullDecision Decide(Row row, LedgerEntry? entry, RowView? seen = null, SyncRules? rules = null, ETag? tag = null, OrleansSync.Engine.Keys.SyncKey? key = null) =>
        PullPlanner.Decide(new PullCase(new ItemView.Seen(new ItemChange(Cases.Item, tag ?? Cases.Later, row, key, Cases.Noon)), entry, seen ?? RowView.NotSeen), rules ?? Cases.Rules());

    private static RowView.Seen Seen(Row row) => new(Cases.Change(row));
}
