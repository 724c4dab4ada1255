using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
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

namespace OrleansSync.Engine.Tests.Push;

public sealed class PushEffectsTests
{
    private const int NewItem = 6;
    private static readonly DateTimeOffset Now = Cases.Noon.AddHours(1);
    private static readonly ETag First = new("\"22222222-0000-0000-0000-00000000000a,1\"");
    private static readonly ETag Next = new("\"11111111-0000-0000-0000-00000000000a,9\"");

    [Fact]
    public void Of_EveryDecisionCarriedOut_LeavesNothingToDo()
    {
        var carried = 0;
        foreach (var (given, rules, decision) in Decided())
        {
            foreach (var answersWithItem in new[] { true, false })
            {
                if (Carry(given, rules, decision, answersWithItem) is not { } end)
                {
                    continue;
                }

                carried++;
                var (entry, item, effect) = end;
                var again = PushPlanner.Decide(given with { Entry = entry, Item = ItemView.NotSeen }, rules);
                // What is left to the pull waits for it; a push that comes first is refused by the item's version.
                if (decision is not PushDecision.LeaveToPull && again.Writes && !(again is PushDecision.Move && given.Route != entry?.List))
                {
                    Assert.Fail($"The same row is written again by {again} after {decision} of {given} under {rules}");
                }

                // The pull meets our own write in the delta: it must not take it for somebody's edit, nor lose one that we wrote over.
                var pull = PullPlanner.Decide(new PullCase(item, entry, given.Row), rules);
                var isPending = entry is { IsAgreed: false };
                if (decision.Writes && pull.Writes && !isPending)
                {
                    Assert.Fail($"P4: our own write is pulled by {pull} after {decision} of {given} under {rules}");
                }

                if (decision is PushDecision.Update or PushDecision.Adopt && isPending && effect.PullDue is null)
                {
                    Assert.Fail($"An edit that waits for the pull is not due: {decision} of {given} under {rules}");
                }
            }
        }

        Assert.True(carried > 100_000, $"Only {carried} cases were carried out.");
    }

    [Fact]
    public void Of_EveryOutcomeOfEveryWrite_DecidesOrSaysWhatFollows()
    {
        ListOutcome[] outcomes =
        [
            new ListOutcome.Applied(NewItem, Next, null), new ListOutcome.Applied(NewItem, null, Cases.Agreed.Hash(Cases.Columns.Pull)), new ListOutcome.Unchanged(), new ListOutcome.NotSent(Now),
            new ListOutcome.PreconditionFailed(), new ListOutcome.Missing(), new ListOutcome.UniqueViolation(), new ListOutcome.ReplyLost(), new ListOutcome.Parked(ParkReason.ValueRefused),
        ];
        Assert.Equal(typeof(ListOutcome).GetNestedTypes().Length, outcomes.Select(outcome => outcome.GetType()).Distinct().Count());

        foreach (var (given, rules, decision) in Decided().Where(each => each.Decision is not PushDecision.Move))
        {
            foreach (var outcome in decision.Writes ? outcomes : new ListOutcome?[] { null })
            {
                var effect = PushEffects.Of(new PlannedRow(Cases.Of(given.Row) ?? Cases.Change(null), given, decision), outcome, null, Context(rules));
                void Law(bool holds, string law)
                {
                    if (!holds)
                    {
                        Assert.Fail($"{law}: {decision} with {outcome} of {given} under {rules}");
                    }
                }

                Law(effect.Tally is null == effect.Next is not FollowUp.None, "Decided, or something follows");
                Law((effect.Parked is not null) == (effect.Tally?.Kind == TallyKind.Parked), "Who is counted as parked is parked");
                Law(effect.Tally?.Kind != TallyKind.Written || outcome is ListOutcome.Applied or ListOutcome.Unchanged, "P10: only what was written counts as written");
                Law(effect.Loss is null || effect.Tally?.Kind is TallyKind.Written or TallyKind.Ignored, "P5: a loss is kept by the write that causes it");
                Law(effect.Entry is null || effect.Entry.Key == Cases.SyncKey, "The entry is the row's");
                Law(outcome is ListOutcome.Applied or ListOutcome.Unchanged or null || effect.Entry is null || effect.Entry == given.Entry, "A write that was not made leaves the entry as it was");
                Law(effect.Until is null == (outcome is not ListOutcome.NotSent), "What was not sent says until when");
            }
        }
    }

    [Fact]
    public void Of_CreateThatWasNotSent_TakesTheReservationBack()
    {
        var planned = Plan(Cases.Agreed, null);
        var effect = PushEffects.Of(planned, new ListOutcome.NotSent(Now), null, Context(Cases.Rules()));

        Assert.Equal((Cases.SyncKey, FollowUp.SendLater, (DateTimeOffset?)Now), (effect.Removed, effect.Next, effect.Until));
    }

    [Fact]
    public void Of_SecondWriteOverAnEditNotYetPulled_KeepsItPending()
    {
        var planned = Plan(Cases.Row(2, 1, 1, 1), Cases.Entry() with { IsAgreed = false, ItemHash = null });
        var effect = PushEffects.Of(planned, new ListOutcome.Applied(5, Next, Cases.Row(2, 1, 1, 3).Hash(Cases.Columns.Pull)), null, Context(Cases.Rules()));

        Assert.False(effect.Entry!.IsAgreed);
        Assert.Null(effect.Entry.ItemHash);
        Assert.Equal(Cases.Item, effect.PullDue);
    }

    [Fact]
    public void Of_RefusedAgain_CountsTheAttemptAndWaitsLonger()
    {
        var planned = Plan(Cases.Row(2, 1, 1, 1), Cases.Entry());
        var first = PushEffects.Of(planned, new ListOutcome.Parked(ParkReason.TransientFailure), null, Context(Cases.Rules())).Parked!;
        var second = PushEffects.Of(planned, new ListOutcome.Parked(ParkReason.TransientFailure), first, Context(Cases.Rules())).Parked!;

        Assert.Equal((1, 2), (first.Attempt, second.Attempt));
        Assert.True(second.DueAt > first.DueAt);
    }

    [Fact]
    public void Of_RowThatWasSetAsideAsGoneIsBackAndRefused_KeepsTheKeyToFindItBy()
    {
        var planned = Plan(Cases.Row(2, 1, 1, 1), Cases.Entry());
        var gone = PushEffects.Of(planned, new ListOutcome.Parked(ParkReason.TransientFailure), null, Context(Cases.Rules())).Parked! with { RowKey = null };

        Assert.Equal(Cases.Key, PushEffects.Of(planned, new ListOutcome.Parked(ParkReason.WriteRefused), gone, Context(Cases.Rules())).Parked!.RowKey);
    }

    [Fact]
    public void Adopted_FirstVersion_IsOurOwnWrite()
    {
        var reserved = Reserved();
        var entry = PushEffects.Adopted(reserved, Found(Cases.Agreed, First), Context(Cases.Rules())).Entry!;

        Assert.Equal((LedgerState.Live, (int?)NewItem, (ETag?)First), (entry.State, entry.Item, entry.ETag));
        Assert.Equal(new PushDecision.Skip(SkipReason.Unchanged), PushPlanner.Decide(new PushCase(new RowView.Seen(Cases.Change(Cases.Agreed)), entry, new ItemView.Seen(Found(Cases.Agreed, First)), Cases.Home), Cases.Rules()));
    }

    [Fact]
    public void Adopted_OlderCreateThatArrivedLate_IsWrittenAgain()
    {
        var found = Found(Cases.Row(3, 1, 1, 1), First);
        var entry = PushEffects.Adopted(Reserved(), found, Context(Cases.Rules())).Entry!;

        Assert.IsType<PushDecision.Update>(PushPlanner.Decide(new PushCase(new RowView.Seen(Cases.Change(Cases.Agreed)), entry, new ItemView.Seen(found), Cases.Home), Cases.Rules()));
    }

    [Fact]
    public void Adopted_MarkedItem_IsOfADeletedRow()
    {
        var found = Found(Cases.Agreed, Next) with { IsMarked = true };

        Assert.Equal(LedgerState.ItemMarked, PushEffects.Adopted(Reserved(), found, Context(Cases.Rules())).Entry!.State);
    }

    [Fact]
    public void Adopted_ItemEditedSinceItsCreate_IsLeftToThePull()
    {
        var found = Found(Cases.Row(3, 1, 1, 1), Next);
        var entry = PushEffects.Adopted(Reserved(), found, Context(Cases.Rules())).Entry!;

        Assert.IsType<PushDecision.LeaveToPull>(PushPlanner.Decide(new PushCase(new RowView.Seen(Cases.Change(Cases.Agreed)), entry, new ItemView.Seen(found), Cases.Home), Cases.Rules()));
    }

    [Fact]
    public void Move_StepByStep_EndsLiveInTheNewList()
    {
        var rules = Cases.Rules();
        var row = Cases.Change(Cases.Row(2, 1, 1, 1));
        var move = Assert.IsType<PushDecision.Move>(PushPlanner.Decide(new PushCase(new RowView.Seen(row), Cases.Entry(), ItemView.NotSeen, Cases.Away), rules));

        var moving = MoveEffects.Reserve(row, Cases.Entry(), move, Context(rules));
        Assert.Equal((LedgerState.Moving, Cases.Home, (ListId?)Cases.Away, (ETag?)Cases.Own), (moving.State, moving.List, moving.MovingTo, moving.ETag));
        Assert.Throws<ArgumentException>(() => MoveEffects.Done(moving, First, Context(rules)));

        var done = MoveEffects.Done(MoveEffects.Created(moving, NewItem, move.Row, Context(rules)), First, Context(rules));
        Assert.Equal((LedgerState.Live, new ItemAddress(Cases.Away, NewItem), (ETag?)First), (done.Entry!.State, done.Entry.Address, done.Entry.ETag));
        Assert.Null(done.Entry.MovingTo);
        Assert.Null(done.PullDue);
        Assert.Equal(new PushDecision.Skip(SkipReason.Unchanged), PushPlanner.Decide(new PushCase(new RowView.Seen(row), done.Entry, ItemView.NotSeen, Cases.Away), rules));
    }

    [Fact]
    public void Move_NewItemOfAnOlderCreate_IsWrittenAgain()
    {
        var moving = Cases.Entry(LedgerState.Moving);
        var created = MoveEffects.Created(moving, NewItem, Found(Cases.Row(3, 1, 1, 1), First), Context(Cases.Rules()));

        Assert.Equal(Cases.SyncKey, MoveEffects.Done(created, First, Context(Cases.Rules())).PushDue);
        Assert.Null(MoveEffects.Done(MoveEffects.Created(moving, NewItem, Found(Cases.Agreed, First), Context(Cases.Rules())), First, Context(Cases.Rules())).PushDue);
    }

    [Fact]
    public void Move_NewItemMadeOfANewerRow_IsWrittenWhenTheRowGoesBack()
    {
        var rules = Cases.Rules();
        var created = MoveEffects.Created(Cases.Entry(LedgerState.Moving), NewItem, Cases.Row(3, 1, 1, 1), Context(rules));
        var entry = MoveEffects.Done(created, First, Context(rules)).Entry;

        Assert.IsType<PushDecision.Update>(PushPlanner.Decide(new PushCase(new RowView.Seen(Cases.Change(Cases.Agreed)), entry, ItemView.NotSeen, Cases.Away), rules));
    }

    [Fact]
    public void Move_EditCarriedOver_WaitsForThePull()
    {
        var moving = Cases.Entry(LedgerState.Moving) with { MovedItem = NewItem };
        var done = MoveEffects.Done(MoveEffects.CarriedOver(moving, Context(Cases.Rules())), First, Context(Cases.Rules()));

        Assert.Equal(new ItemAddress(Cases.Away, NewItem), done.PullDue);
        Assert.False(done.Entry!.IsAgreed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reserve_Base_IsKeptOnlyWhereAPolicyNeedsIt(bool needed)
    {
        var planned = Plan(Cases.Agreed, null);
        var rules = Cases.Rules(conflict: needed ? new ConflictPolicy.Manual() : new ConflictPolicy.SourceWins());
        var reserved = PushEffects.Reserve(planned.Change, planned.Case, (PushDecision.Create)planned.Decision, Context(rules));

        Assert.Equal(needed ? ["a", "b"] : null, reserved.Base?.Names.ToArray());
    }

    private static LedgerEntry Reserved()
    {
        // Without columns that are only pulled: then what the new item will read as is known.
        var planned = Plan(Cases.Agreed, null);
        return PushEffects.Reserve(planned.Change, planned.Case, (PushDecision.Create)planned.Decision, Context(Cases.Rules())) with { ItemHash = Cases.Agreed.Hash(Cases.Columns.Pull) };
    }

    private static ItemChange Found(Row row, ETag version) => new(new ItemAddress(Cases.Home, NewItem), version, row, Cases.SyncKey, Now);

    private static PlannedRow Plan(Row row, LedgerEntry? entry)
    {
        var given = new PushCase(new RowView.Seen(Cases.Change(row)), entry, ItemView.NotSeen, Cases.Home);
        return new PlannedRow(Cases.Change(row), given, PushPlanner.Decide(given, Cases.Rules()));
    }

    private static EffectContext Context(SyncRules rules) => new(Cases.Definition, rules, RetrySchedule.Default, Now);

    private static IEnumerable<(PushCase Given, SyncRules Rules, PushDecision Decision)> Decided() =>
        from rules in Cases.AllRules()
        where rules.Pushes // What another direction decides is always the same skip.
        from entry in Cases.Entries
        from row in Cases.Rows
        from item in Cases.Items
        from route in Cases.Routes
        let given = new PushCase(row, entry, item, route)
        select (given, rules, PushPlanner.Decide(given, rules));

    /// <summary>Does what was decided to the item as it is; null where that is refused, set aside or planned again.</summary>
    private static (LedgerEntry? Entry, ItemView Item, Effect Effect)? Carry(PushCase given, SyncRules rules, PushDecision decision, bool answersWithItem)
    {
        var actual = Cases.Of(given.Item) ?? (given.Entry is { Address: not null } ? new ItemChange(Cases.Item, given.Entry.ETag, Cases.Agreed, Cases.SyncKey, Cases.Noon) : null);
        var planned = new PlannedRow(Cases.Of(given.Row) ?? Cases.Change(null), given, decision);
        var (written, match, item) = decision switch
        {
            PushDecision.Create create => (create.Row, null, new ItemChange(new ItemAddress(create.List, NewItem), First, Empty(), Cases.SyncKey, Now)),
            PushDecision.Update update => (update.Fields, update.IfMatch, actual! with { ETag = Next }),
            PushDecision.Mark mark => (Row.Empty, mark.IfMatch, actual! with { ETag = Next }),
            PushDecision.Delete delete => (Row.Empty, delete.IfMatch, new ItemChange(Cases.Item, null, null)),
            _ => (Row.Empty, null, actual),
        };
        if (decision is PushDecision.Move or PushDecision.Park or PushDecision.Settle or PushDecision.ReadRow || given.Item is ItemView.Unusable || (match is not null && match != actual!.ETag))
        {
            return null;
        }

        var after = item is { Row: { } fields } ? item with { Row = fields.Under(written) } : item;
        ListOutcome? outcome = !decision.Writes ? null
            : new ListOutcome.Applied(item!.Item.Item, item.ETag, answersWithItem && after is { Row: { } all } ? all.Hash(rules.Columns.Pull) : null);
        var effect = PushEffects.Of(planned, outcome, null, Context(rules));
        return (effect.Removed is null ? effect.Entry ?? given.Entry : null, after is null ? ItemView.NotSeen : new ItemView.Seen(after), effect);
    }

    private static Row Empty() => Row.Of(Cases.Agreed.Names.Select(name => KeyValuePair.Create(name, Value.Null)));
}
