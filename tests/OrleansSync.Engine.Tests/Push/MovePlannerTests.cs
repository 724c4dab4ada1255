using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tests.Changes;

namespace OrleansSync.Engine.Tests.Push;

public sealed class MovePlannerTests
{
    /// <summary>A move is carried out with a stop before or after any step, and an edit of the old item at any time: it ends with one item.</summary>
    [Theory]
    [MemberData(nameof(Histories))]
    public void Next_StopAtAnyStep_EndsWithOneItem(int stopAt, bool effectIsLost, int editAt, SyncDirection direction)
    {
        var world = new World(Cases.Rules(direction));
        for (var step = 0; step < 30 && !world.IsDone; step++)
        {
            if (step == editAt && !world.OldIsGone)
            {
                world.Edit();
            }

            world.Step(isRemembered: step != stopAt, isDone: step != stopAt || !effectIsLost);
            Assert.True(world.Items >= 1, "P7: there is always an item");
        }

        Assert.True(world.IsDone);
        Assert.Equal(1, world.Items);
        Assert.Equal(1, world.Creates);
        Assert.True(!world.WasEdited || direction == SyncDirection.Push || world.EditArrived, "P1: the edit is in the new item");
    }

    public static TheoryData<int, bool, int, SyncDirection> Histories()
    {
        var data = new TheoryData<int, bool, int, SyncDirection>();
        foreach (var stopAt in Enumerable.Range(-1, 13))
        {
            foreach (var editAt in Enumerable.Range(-1, 8))
            {
                foreach (var direction in new[] { SyncDirection.Push, SyncDirection.TwoWay })
                {
                    data.Add(stopAt, false, editAt, direction);
                    data.Add(stopAt, true, editAt, direction);
                }
            }
        }

        return data;
    }

    private sealed class World(SyncRules rules)
    {
        private LedgerEntry entry = Cases.Entry();
        private MoveFacts facts = new();
        private ETag tag = Cases.Own;
        private Engine.Rows.Row old = Cases.Agreed;
        private int? moved;

        public int Creates { get; private set; }

        public bool OldIsGone { get; private set; }

        public bool WasEdited { get; private set; }

        public bool EditArrived { get; private set; }

        public bool IsDone { get; private set; }

        public int Items => (OldIsGone ? 0 : 1) + (moved is null ? 0 : 1);

        public void Edit() => (WasEdited, tag, old) = (true, Cases.Later, Cases.Row(9, 1, 1, 1));

        public void Step(bool isRemembered, bool isDone)
        {
            var next = MovePlanner.Next(entry, facts, Cases.Agreed, rules);
            if (isDone)
            {
                facts = Do(next);
            }

            facts = isRemembered ? facts : new MoveFacts();
        }

        private MoveFacts Do(MoveStep step)
        {
            switch (step)
            {
                case MoveStep.Reserve:
                    entry = entry with { State = LedgerState.Moving, MovingTo = Cases.Away };
                    return facts;
                case MoveStep.LookUp:
                    return facts with { LookedUp = true, Found = moved };
                case MoveStep.Create:
                    Assert.Null(moved);
                    moved = 70;
                    Creates++;
                    return facts with { Found = moved };
                case MoveStep.RecordCreated created:
                    entry = entry with { MovedItem = created.Item };
                    return facts;
                case MoveStep.DeleteOld delete when OldIsGone:
                    return facts with { OldIsGone = true };
                case MoveStep.DeleteOld delete when delete.IfMatch != tag:
                    return facts with { OldWasRefused = true };
                case MoveStep.DeleteOld:
                    Assert.NotNull(entry.MovedItem);
                    OldIsGone = true;
                    return facts with { OldIsGone = true };
                case MoveStep.ReadOld:
                    return facts with { Old = OldIsGone ? new ItemChange(Cases.Item, null, null) : new ItemChange(Cases.Item, tag, old) };
                case MoveStep.CarryOver carry:
                    Assert.Equal("a", string.Join(",", carry.Fields.Names));
                    EditArrived = true;
                    return facts with { CarriedOver = true };
                case MoveStep.RecordDone:
                    IsDone = true;
                    return facts;
                default:
                    throw new InvalidOperationException($"{step}");
            }
        }
    }
}
