using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Engine.Changes;

/// <summary>Gathers the effects of a turn into its one commit. The last effect of a key or item counts.</summary>
internal sealed class CommitDraft
{
    private readonly Dictionary<SyncKey, LedgerEntry> entries = [];
    private readonly HashSet<SyncKey> removed = [];
    private readonly Dictionary<SyncKey, Parked> parkedRows = [];
    private readonly Dictionary<ItemAddress, Parked> parkedItems = [];
    private readonly HashSet<SyncKey> released = [];
    private readonly HashSet<ItemAddress> releasedItems = [];
    private readonly HashSet<SyncKey> pushDue = [];
    private readonly HashSet<ItemAddress> pullDue = [];
    private readonly List<Loss> losses = [];
    private readonly List<RowMove> moves = [];
    private long deletes;

    /// <summary>What was counted.</summary>
    public RunCounters Counters { get; private set; } = RunCounters.Zero;

    /// <summary>Counts changes that are decided without an effect of their own.</summary>
    public void Count(Tally tally, long count) => Counters = Counters.AddRead(count).Add(tally, count);

    /// <summary>What a change of a row leaves.</summary>
    public void AddRow(SyncKey key, Effect effect, bool isCounted)
    {
        Add(effect, isCounted);
        if (effect.Parked is { } parked)
        {
            parkedRows[key] = parked;
            released.Remove(key);
        }
        else if (effect.Tally is not null)
        {
            released.Add(key);
            parkedRows.Remove(key);
        }
    }

    /// <summary>What a change of an item leaves.</summary>
    public void AddItem(ItemAddress item, Effect effect, bool isCounted)
    {
        Add(effect, isCounted);
        if (effect.Parked is { } parked)
        {
            parkedItems[item] = parked;
            releasedItems.Remove(item);
        }
        else if (effect.Tally is not null)
        {
            releasedItems.Add(item);
            parkedItems.Remove(item);
        }
    }

    /// <summary>A row that stays due: it was not decided.</summary>
    public void KeepDue(SyncKey key) => pushDue.Add(key);

    /// <summary>An item that stays due: it was not decided.</summary>
    public void KeepDue(ItemAddress item) => pullDue.Add(item);

    /// <summary>The commit, without a cursor.</summary>
    public LedgerCommit ToCommit(TurnContext turn) => new(turn.Definition.Id, turn.Run.Id, turn.Run.Epoch)
    {
        Entries = [.. entries.Values],
        Removed = [.. removed],
        Parked = [.. parkedRows.Values, .. parkedItems.Values],
        Released = [.. released],
        ReleasedItems = [.. releasedItems],
        PushDue = [.. pushDue],
        PullDue = [.. pullDue],
        Losses = [.. losses],
        Moves = [.. moves],
        Counters = Counters,
        Deletes = deletes,
    };

    private void Add(Effect effect, bool isCounted)
    {
        if (effect.Entry is { } entry)
        {
            entries[entry.Key] = entry;
            removed.Remove(entry.Key);
        }

        if (effect.Removed is { } gone)
        {
            entries.Remove(gone);
            removed.Add(gone);
        }

        if (effect.PushDue is { } row)
        {
            pushDue.Add(row);
        }

        if (effect.PullDue is { } item)
        {
            pullDue.Add(item);
        }

        if (effect.Move is { } move)
        {
            moves.Add(move);
        }

        if (effect.Loss is { } loss)
        {
            losses.Add(loss);
        }

        deletes += effect.IsDelete ? 1 : 0;
        if (isCounted && effect.Tally is { } tally)
        {
            Counters = Counters.AddRead(1).Add(tally);
        }

        if (effect.IsNormalised || effect.Loss is not null)
        {
            Counters = Counters with { Normalised = Counters.Normalised + (effect.IsNormalised ? 1 : 0), Losses = Counters.Losses + (effect.Loss is null ? 0 : 1) };
        }
    }
}
