using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Pull;

/// <summary>What one changed item means for its table.</summary>
public abstract record PullDecision
{
    private PullDecision()
    {
    }

    /// <summary>Where the change ends up when the decision is carried out as planned; null when it must be planned again.</summary>
    public abstract Tally? Tally { get; }

    /// <summary>True when the table is written.</summary>
    public bool Writes => this is Insert or Update or Delete or Mark;

    /// <summary>Nothing is written.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Skip(SkipReason Reason) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(Reason);
    }

    /// <summary>Draw a key (or take the entry's), reserve it, then insert a row that a replay recognises.</summary>
    /// <param name="Item">Of which item.</param>
    /// <param name="Row">All columns of a pull.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Insert(ItemAddress Item, Row Row, Loss? Loss = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Write columns of the row.</summary>
    /// <param name="Columns">The columns to write, never empty: those in which the row differs.</param>
    /// <param name="Expected">The row over the columns of a push, as it was seen: when it is another by now, nothing is written and the item is planned again.</param>
    /// <param name="ItemHash">What the ledger remembers of the item.</param>
    /// <param name="PushDue">True when the row, once written, has something that the item lacks: the ledger forgets the row's hash and the row is made due for a push.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Update(Row Columns, RowHash? Expected, RowHash ItemHash, bool PushDue = false, Loss? Loss = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Delete the row, because the item's delete was observed.</summary>
    /// <param name="Expected">As in <see cref="Update"/>.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Delete(RowHash? Expected, Loss? Loss = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Mark the row as deleted.</summary>
    /// <param name="Expected">As in <see cref="Update"/>.</param>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Mark(RowHash? Expected, Loss? Loss = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Written;
    }

    /// <summary>Leave the row alone from now on; only the ledger changes.</summary>
    /// <param name="Loss">What a conflict lost by it, if any.</param>
    public sealed record Detach(Loss? Loss = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.Detached);
    }

    /// <summary>Both sides are gone; only the ledger changes (<see cref="LedgerState.Gone"/>).</summary>
    public sealed record Forget : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.AlreadyDeleted);
    }

    /// <summary>The table has all that the item has for it; only the ledger changes, and becomes live if it was not.</summary>
    /// <param name="ItemHash">What it remembers of the item.</param>
    /// <param name="ETag">The version agreed with.</param>
    /// <param name="RowHash">What it remembers of the row; null to keep what it has.</param>
    /// <param name="IsNormalised">True when this is our own write, which reads otherwise than we foretold; counted, never an edit.</param>
    /// <param name="PushDue">As in <see cref="Update"/>.</param>
    public sealed record Adopt(RowHash ItemHash, ETag? ETag, RowHash? RowHash = null, bool IsNormalised = false, bool PushDue = false) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Unchanged;
    }

    /// <summary>
    /// The table's version counts: the ledger agrees to the item's version (so that the push's If-Match fits), forgets the row's hash, keeps
    /// the losing value, and the row is made due for a push. The push cursor may have passed it long ago, so nobody else would.
    /// </summary>
    /// <param name="Item">Which item.</param>
    /// <param name="ItemHash">What the ledger remembers of the item; null when it was deleted or cannot be mapped.</param>
    /// <param name="ETag">The item's version; null when it was deleted.</param>
    /// <param name="Loss">What is lost by it.</param>
    public sealed record LeaveToPush(ItemAddress Item, RowHash? ItemHash, ETag? ETag, Loss? Loss) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Of(SkipReason.LeftToPush);
    }

    /// <summary>Set the item aside.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Conflict">The three versions, when a person decides.</param>
    public sealed record Park(ParkReason Reason, Conflict? Conflict = null) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => Changes.Tally.Parked;
    }

    /// <summary>Find out first what became of an earlier write, then plan again.</summary>
    /// <param name="State">What is unsettled: reserved, inserting or moving.</param>
    public sealed record Settle(LedgerState State) : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => null;
    }

    /// <summary>Read the row by its key on the primary, then plan again.</summary>
    public sealed record ReadRow : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => null;
    }

    /// <summary>Read the item, then plan again.</summary>
    public sealed record ReadItem : PullDecision
    {
        /// <inheritdoc/>
        public override Tally? Tally => null;
    }
}
