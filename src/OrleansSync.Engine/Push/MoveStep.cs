using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Push;

/// <summary>
/// The next step of a move, found from durable facts alone, so that it goes on after a stop between any two steps: reserve, create
/// in the new list, record, delete in the old one, record. Never none and, once it is done, never two items (P7).
/// </summary>
public abstract record MoveStep
{
    private MoveStep()
    {
    }

    /// <summary>Note the intent in the ledger (<see cref="LedgerState.Moving"/>), in a commit of its own.</summary>
    public sealed record Reserve : MoveStep;

    /// <summary>Look for the row's key in the new list: an earlier create may have succeeded unheard.</summary>
    public sealed record LookUp : MoveStep;

    /// <summary>Create the item in the new list.</summary>
    public sealed record Create : MoveStep;

    /// <summary>Record the new item in the ledger (<see cref="LedgerEntry.MovedItem"/>), in a commit of its own.</summary>
    /// <param name="Item">The new item.</param>
    public sealed record RecordCreated(int Item) : MoveStep;

    /// <summary>Delete the old item.</summary>
    /// <param name="Item">The old item.</param>
    /// <param name="IfMatch">The version that it must still have.</param>
    public sealed record DeleteOld(ItemAddress Item, ETag? IfMatch) : MoveStep;

    /// <summary>Read the old item: somebody edited it while it moved.</summary>
    /// <param name="Item">The old item.</param>
    public sealed record ReadOld(ItemAddress Item) : MoveStep;

    /// <summary>
    /// Write what was edited in the old item to the new one, without agreeing to that version (<see cref="LedgerEntry.IsAgreed"/> false), so
    /// that the next pull takes it for the edit that it is; then delete the old item.
    /// </summary>
    /// <param name="Item">The new item.</param>
    /// <param name="Fields">The fields in which the old item differs from what the new one was made with.</param>
    /// <param name="Seen">The old item's version, with which it is deleted then.</param>
    public sealed record CarryOver(ItemAddress Item, Row Fields, ETag? Seen) : MoveStep;

    /// <summary>Record the end of the move: the entry is live in the new list; an audit record is written.</summary>
    public sealed record RecordDone : MoveStep;
}
