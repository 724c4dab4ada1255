using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Push;

/// <summary>What one changed row means for its list.</summary>
public abstract record PushDecision
{
    private PushDecision()
    {
    }

    /// <summary>Where the change ends up when the decision is carried out as planned; null when it must be planned again.</summary>
    public abstract Tally? Tally { get; }

    /// <summary>True when something is sent to a list.</summary>
    public bool Writes => this is Create or Update or Backfill or Move or Delete or Mark;

    /// <summary>Nothing is written.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Skip(SkipReason Reason) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(Reason);
    }

    /// <summary>Reserve, then create an item.</summary>
    /// <param name="List">Where.</param>
    /// <param name="Row">Its fields: all columns of a push; for an item made again, also those of a pull that can be written.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Create(ListId List, Row Row, Loss? Loss = null) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Write fields of the item.</summary>
    /// <param name="Item">Which item.</param>
    /// <param name="IfMatch">The version that it must still have; null only when the ledger has none, and then the item is read first.</param>
    /// <param name="Fields">The fields to write: all columns of a push, or those that differ when the item was seen; empty only when the key alone is written.</param>
    /// <param name="RowHash">What the ledger remembers of the row once this is written.</param>
    /// <param name="Revives">True when the item had been marked or left alone, so that its mark is cleared.</param>
    /// <param name="Overwrites">True when the version written over is a foreign one, so that pull-only columns may still wait (<see cref="LedgerEntry.IsAgreed"/>).</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Update(ItemAddress Item, ETag? IfMatch, Row Fields, RowHash RowHash, bool Revives = false, bool Overwrites = false, Loss? Loss = null) : PushDecision
    {
        /// <summary>True when the item carries no key, so that the row's is written too.</summary>
        public bool Claims { get; init; }

        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Write chosen fields of the item; what the ledger remembers of the row stays, so that whatever else changed is still pushed.</summary>
    /// <param name="Item">Which item.</param>
    /// <param name="IfMatch">The version that it must still have; null as in <see cref="Update"/>.</param>
    /// <param name="Fields">The fields to write.</param>
    public sealed record Backfill(ItemAddress Item, ETag? IfMatch, Row Fields) : PushDecision
    {
        /// <summary>True when the item carries no key yet, and gets it.</summary>
        public bool Claims { get; init; }

        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Take the item to another list: reserve, create there, record, delete here, in this order (<see cref="MoveStep"/>).</summary>
    /// <param name="From">The item.</param>
    /// <param name="IfMatch">The version that it must still have when it is deleted.</param>
    /// <param name="To">The list it goes to.</param>
    /// <param name="Row">The new item's fields: all columns of a push, and those of a pull that can be written.</param>
    /// <param name="Overwrites">True when the old item had a foreign edit, so that pull-only columns may still wait (<see cref="LedgerEntry.IsAgreed"/>).</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Move(ItemAddress From, ETag? IfMatch, ListId To, Row Row, bool Overwrites = false, Loss? Loss = null) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Delete the item, because the row's delete was observed.</summary>
    /// <param name="Item">Which item.</param>
    /// <param name="IfMatch">The version that it must still have.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Delete(ItemAddress Item, ETag? IfMatch, Loss? Loss = null) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Mark the item as deleted.</summary>
    /// <param name="Item">Which item.</param>
    /// <param name="IfMatch">The version that it must still have.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Mark(ItemAddress Item, ETag? IfMatch, Loss? Loss = null) : PushDecision
    {
        /// <summary>True when the item carries no key yet, and gets it.</summary>
        public bool Claims { get; init; }

        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Leave the item alone from now on; only the ledger changes.</summary>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Detach(Loss? Loss = null) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.Detached);
    }

    /// <summary>Both sides are gone; only the ledger changes (<see cref="LedgerState.Gone"/>).</summary>
    public sealed record Forget : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.AlreadyDeleted);
    }

    /// <summary>Both sides have the same values already; only the ledger changes.</summary>
    /// <param name="RowHash">What it remembers of the row.</param>
    /// <param name="ItemHash">What it remembers of the item.</param>
    /// <param name="ETag">The version agreed with.</param>
    /// <param name="IsAgreed">See <see cref="LedgerEntry.IsAgreed"/>.</param>
    public sealed record Adopt(RowHash RowHash, RowHash? ItemHash, ETag? ETag, bool IsAgreed) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Unchanged;
    }

    /// <summary>The list's version counts: the item is made due for a pull, which writes the table and keeps the losing value.</summary>
    /// <param name="Item">Which item.</param>
    public sealed record LeaveToPull(ItemAddress Item) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.LeftToPull);
    }

    /// <summary>Set the row aside.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Conflict">The three versions, when a person decides.</param>
    public sealed record Park(ParkReason Reason, Conflict? Conflict = null) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Parked;
    }

    /// <summary>Find out first what became of an earlier write, then plan again.</summary>
    /// <param name="State">What is unsettled: reserved, inserting or moving.</param>
    public sealed record Settle(LedgerState State) : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => null;
    }

    /// <summary>Read the row by its key on the primary, then plan again: a value was not sent, or the change may be old.</summary>
    public sealed record ReadRow : PushDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => null;
    }
}
