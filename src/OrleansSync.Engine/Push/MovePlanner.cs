using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Push;

/// <summary>Orders the steps of a move. Pure.</summary>
public static class MovePlanner
{
    /// <summary>The next step.</summary>
    /// <param name="entry">The pair as the ledger has it now.</param>
    /// <param name="facts">What this turn has found out.</param>
    /// <param name="created">The values that the new item was made with, or would be.</param>
    /// <param name="rules">Of the definition.</param>
    public static MoveStep Next(LedgerEntry entry, MoveFacts facts, Row created, SyncRules rules)
    {
        if (entry.State != LedgerState.Moving || entry.MovingTo is not { } target)
        {
            return new MoveStep.Reserve();
        }

        if (entry.MovedItem is not { } moved)
        {
            return facts.Found is { } found ? new MoveStep.RecordCreated(found)
                : facts.LookedUp ? new MoveStep.Create()
                : new MoveStep.LookUp();
        }

        if (facts.OldIsGone || facts.Old is { IsDeleted: true } || entry.Address is not { } old)
        {
            return new MoveStep.RecordDone();
        }

        if (!facts.OldWasRefused)
        {
            return new MoveStep.DeleteOld(old, entry.ETag);
        }

        if (facts.Old is not { Row: { } fields } seen)
        {
            return new MoveStep.ReadOld(old);
        }

        // In a one-way push the row wins over what people write into its item.
        var edited = rules.Pulls ? fields.Differences(rules.Columns.Carried, created) : Row.Empty;
        return edited.IsEmpty || facts.CarriedOver
            ? new MoveStep.DeleteOld(old, seen.ETag)
            : new MoveStep.CarryOver(new ItemAddress(target, moved), edited, seen.ETag);
    }
}
