using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>
/// What each step of a move leaves in the ledger. Pure. While a pair moves, its version is the old item's, which guards the delete; its
/// hashes are of what the new item is made with.
/// </summary>
public static class MoveEffects
{
    /// <summary>The entry that notes a move before anything is sent.</summary>
    public static LedgerEntry Reserve(RowChange change, LedgerEntry entry, PushDecision.Move move, EffectContext context)
    {
        var isAgreed = context.Rules.Columns.PullOnly.Names.IsEmpty || (!move.Overwrites && entry.IsAgreed);
        return PushEffects.Renew(entry, change, context) with
        {
            State = LedgerState.Moving,
            MovingTo = move.To,
            MovedItem = null,
            RowHash = move.Row.Hash(context.Rules.Columns.Push),
            ItemHash = isAgreed ? PushEffects.Foretell(move.Row, context) : null,
            ETag = move.IfMatch,
            IsAgreed = isAgreed,
            Base = context.BaseOf(move.Row),

            // Whoever settles this must find the row.
            RowKey = change.Key,
        };
    }

    /// <summary>The new item was found.</summary>
    /// <param name="moving">The pair.</param>
    /// <param name="item">The new item.</param>
    /// <param name="found">How it was found. It may be of an earlier create with older values: then the row is written again.</param>
    /// <param name="context">Of the turn.</param>
    public static LedgerEntry Created(LedgerEntry moving, int item, ItemChange found, EffectContext context) => moving with
    {
        MovedItem = item,
        RowHash = found.Row?.Hash(context.Rules.Columns.Push) == moving.RowHash || (context.Rules.IsTwoWay && found.ETag is not { Version: 1 }) ? moving.RowHash : null,
        ChangedAt = context.Now,
    };

    /// <summary>An edit of the old item was written to the new one; the table has not seen it.</summary>
    public static LedgerEntry CarriedOver(LedgerEntry moving, EffectContext context) => moving with { ItemHash = null, IsAgreed = false, ChangedAt = context.Now };

    /// <summary>Nothing was created in the new list, and nothing will be: the pair lives on where it is, and its row is planned anew.</summary>
    public static LedgerEntry TakenBack(LedgerEntry moving, EffectContext context) => moving with
    {
        State = LedgerState.Live,
        MovingTo = null,
        MovedItem = null,
        RowHash = null,
        ItemHash = null,

        // The item is read before it is written again: it may carry the mark of a deleted row.
        ETag = null,
        IsAgreed = false,
        ChangedAt = context.Now,
    };

    /// <summary>The new item was made in this turn, perhaps of a newer row than was reserved: that is what it holds.</summary>
    public static LedgerEntry Created(LedgerEntry moving, int item, Row created, EffectContext context)
    {
        var hash = created.Hash(context.Rules.Columns.Push);
        return moving with { MovedItem = item, RowHash = hash, ItemHash = hash == moving.RowHash ? moving.ItemHash : null, ChangedAt = context.Now };
    }

    /// <summary>The old item is gone, and the pair lives in the new list.</summary>
    /// <param name="moving">The pair; <see cref="LedgerEntry.MovedItem"/> is known.</param>
    /// <param name="version">The new item's version as our own last write gave it; null after a stop, and then it is read before it is written.</param>
    /// <param name="context">Of the turn.</param>
    public static Effect Done(LedgerEntry moving, ETag? version, EffectContext context)
    {
        if (moving is not { MovingTo: { } list, MovedItem: { } item })
        {
            throw new ArgumentException("A move ends once the new item is known.", nameof(moving));
        }

        var entry = moving with { State = LedgerState.Live, RowKey = context.Rules.KeepsRowKeys || moving.RowHash is null ? moving.RowKey : null, List = list, Item = item, MovingTo = null, MovedItem = null, ETag = version, ChangedAt = context.Now };

        // Without a version nobody can say whether the new item was edited before the move was taken up again.
        return new Effect { Entry = entry, PushDue = entry.RowHash is null ? entry.Key : null, PullDue = context.Rules.Pulls && (version is null || !entry.IsAgreed) ? entry.Address : null, Tally = Tally.Written };
    }
}
