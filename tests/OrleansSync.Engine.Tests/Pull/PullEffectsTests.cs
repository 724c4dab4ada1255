using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Pull;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Pull;

public sealed class PullEffectsTests
{
    private static readonly RowKey Drawn = new(KeyPart.Of(99));
    private static readonly DateTimeOffset Now = Cases.Noon.AddHours(1);

    [Fact]
    public void Of_EveryDecisionCarriedOut_LeavesNothingToDo()
    {
        var carried = 0;
        foreach (var (given, rules, decision) in Decided())
        {
            foreach (var hasTrigger in new[] { false, true })
            {
                if (Carry(given, rules, decision, hasTrigger) is not { } end)
                {
                    continue;
                }

                carried++;
                var (entry, row, effect) = end;
                var again = PullPlanner.Decide(given with { Entry = entry, Row = row }, rules);
                if (again.Writes)
                {
                    Assert.Fail($"The same item is written again by {again} after {decision} of {given} under {rules}");
                }

                var push = PushPlanner.Decide(new PushCase(row, entry, given.Item, Cases.Home), rules);
                if (decision.Writes && push.Writes && effect.PushDue is null)
                {
                    Assert.Fail($"P4: our own write is pushed by {push} after {decision} of {given} under {rules}");
                }
            }
        }

        Assert.True(carried > 50_000, $"Only {carried} cases were carried out.");
    }

    [Fact]
    public void Of_EveryOutcomeOfEveryWrite_DecidesOrSaysWhatFollows()
    {
        TableOutcome[] outcomes = [new TableOutcome.Applied(Cases.Agreed), new TableOutcome.Applied(null), new TableOutcome.PreconditionFailed(), new TableOutcome.Parked(ParkReason.WriteRefused)];
        Assert.Equal(typeof(TableOutcome).GetNestedTypes().Length, outcomes.Select(outcome => outcome.GetType()).Distinct().Count());

        foreach (var (given, rules, decision) in Decided())
        {
            foreach (var outcome in decision.Writes ? outcomes : new TableOutcome?[] { null })
            {
                var planned = new PlannedItem(Cases.Of(given.Item) ?? new ItemChange(Cases.Item, null, null), given, decision);
                var effect = PullEffects.Of(planned, Reservation(planned, rules), outcome, null, Context(rules));
                void Law(bool holds, string law)
                {
                    if (!holds)
                    {
                        Assert.Fail($"{law}: {decision} with {outcome} of {given} under {rules}");
                    }
                }

                Law(effect.Tally is null == effect.Next is not FollowUp.None, "Decided, or something follows");
                Law((effect.Parked is not null) == (effect.Tally?.Kind == TallyKind.Parked), "Who is counted as parked is parked");
                Law(effect.Tally?.Kind != TallyKind.Written || outcome is TableOutcome.Applied, "P10: only what was written counts as written");
                Law(outcome is TableOutcome.Applied or null || effect.Entry is null || effect.Entry == given.Entry, "A write that was not made leaves the entry as it was");
                Law(effect.PushDue is null || rules.Pushes, "Nothing is due for a push that there is not");
                Law(effect.PushDue is null || effect.Entry is { RowHash: null }, "A row that is due for a push must not pass for unchanged");
            }
        }
    }

    [Fact]
    public void Of_TableThatChangesWhatIsWritten_IsPushed()
    {
        var planned = Plan(Cases.Row(3, 1, 1, 1));
        var effect = PullEffects.Of(planned, null, new TableOutcome.Applied(Cases.Row(4, 1, 1, 1)), null, Context(Cases.Rules()));

        Assert.Equal(Cases.SyncKey, effect.PushDue);
        Assert.Null(effect.Entry!.RowHash);
    }

    [Fact]
    public void Recorded_RowAsInserted_IsNoChange()
    {
        var rules = Cases.Rules() with { Columns = new MappedColumns(["a", "b"], [], ["q"], "s") };
        var inserting = Inserting(rules);
        var row = Cases.Change(Cut(rules, Cases.Agreed));
        var effect = PullEffects.Recorded(inserting, row, Context(rules));

        Assert.Equal((LedgerState.Live, (ItemAddress?)Cases.Item), (effect.Entry!.State, effect.PullDue));
        Assert.Null(effect.PushDue);
        Assert.Equal(new PushDecision.Skip(SkipReason.Echo), PushPlanner.Decide(new PushCase(new RowView.Seen(row), effect.Entry, ItemView.NotSeen, Cases.Home), rules));
    }

    [Fact]
    public void Recorded_RowEditedSince_IsPushed()
    {
        var effect = PullEffects.Recorded(Inserting(Cases.Rules()), Cases.Change(Cases.Row(2, 1, 1, 1)), Context(Cases.Rules()));

        Assert.Equal(Cases.SyncKey, effect.PushDue);
        Assert.Null(effect.Entry!.RowHash);
    }

    [Fact]
    public void Next_EveryRowAndItem_HasItsStep()
    {
        foreach (var row in Cases.Rows)
        {
            foreach (var item in Cases.Items)
            {
                var expected = row is RowView.Unseen ? InsertStep.ReadRow
                    : Cases.Of(row) is { IsDeleted: false } ? InsertStep.Record
                    : Cases.Of(item) is not { } seen ? InsertStep.ReadItem
                    : seen.IsDeleted ? InsertStep.Drop
                    : item is ItemView.Unusable ? InsertStep.Park
                    : InsertStep.Insert;
                Assert.Equal(expected, InsertSettlement.Next(row, item));
            }
        }
    }

    [Fact]
    public void Dropped_Reservation_IsRemoved() => Assert.Equal(Cases.SyncKey, PullEffects.Dropped(Cases.Entry(LedgerState.Inserting)).Removed);

    private static LedgerEntry Inserting(SyncRules rules)
    {
        var item = new ItemChange(Cases.Item, Cases.Own, Cases.Agreed);
        return PullEffects.Reserve(item, Cases.Entry(), Cases.Key, new PullDecision.Insert(Cases.Item, Cut(rules, Cases.Agreed)), Context(rules));
    }

    private static Row Cut(SyncRules rules, Row row) => row.Where((name, _) => rules.Columns.Pull.IndexOf(name) >= 0);

    private static PlannedItem Plan(Row item)
    {
        var change = new ItemChange(Cases.Item, Cases.Later, item, Cases.SyncKey, Cases.Noon);
        var given = new PullCase(new ItemView.Seen(change), Cases.Entry(), new RowView.Seen(Cases.Change(Cases.Agreed)));
        return new PlannedItem(change, given, PullPlanner.Decide(given, Cases.Rules()));
    }

    private static LedgerEntry? Reservation(PlannedItem planned, SyncRules rules) => planned.Decision is PullDecision.Insert insert
        ? PullEffects.Reserve(planned.Change, planned.Case.Entry, planned.Case.Entry?.RowKey ?? Drawn, insert, Context(rules))
        : null;

    private static EffectContext Context(SyncRules rules) => new(Cases.Definition, rules, RetrySchedule.Default, Now);

    private static IEnumerable<(PullCase Given, SyncRules Rules, PullDecision Decision)> Decided() =>
        from rules in Cases.AllRules()
        where rules.Direction != SyncDirection.Unspecified // Which always skips.
        from entry in Cases.Entries
        from row in Cases.Rows
        from item in Cases.Items
        let given = new PullCase(item, entry, row)
        select (given, rules, PullPlanner.Decide(given, rules));

    /// <summary>Does what was decided to the row as it is, where a trigger may change a column that is pushed; null where nothing is decided.</summary>
    private static (LedgerEntry? Entry, RowView Row, Effect Effect)? Carry(PullCase given, SyncRules rules, PullDecision decision, bool hasTrigger)
    {
        if (decision is PullDecision.Park or PullDecision.Settle or PullDecision.ReadRow or PullDecision.ReadItem || given.Item is ItemView.Unusable || given.Row is RowView.Unusable)
        {
            return null;
        }

        var planned = new PlannedItem(Cases.Of(given.Item)!, given, decision);
        var reserved = Reservation(planned, rules);
        var before = Cases.Of(given.Row)?.Row ?? Cases.Row(0, 0, 0, 0);
        var stored = decision switch
        {
            PullDecision.Insert insert => before.Under(insert.Row),
            PullDecision.Update update => before.Under(update.Columns),
            PullDecision.Mark => before,
            PullDecision.Delete => null,
            _ => Cases.Of(given.Row)?.Row,
        };
        if (hasTrigger && decision.Writes)
        {
            stored = stored?.Replace("p", new NumberValue(77));
        }

        var effect = PullEffects.Of(planned, reserved, decision.Writes ? new TableOutcome.Applied(stored) : null, null, Context(rules));
        var row = given.Row is RowView.Unseen && !decision.Writes ? given.Row : new RowView.Seen(Cases.Change(stored));
        return (effect.Removed is null ? effect.Entry ?? given.Entry : null, row, effect);
    }
}
