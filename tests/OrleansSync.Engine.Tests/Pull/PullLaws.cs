using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Pull;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;

namespace OrleansSync.Engine.Tests.Pull;

/// <summary>What must hold of a pull's decision in every case.</summary>
internal static class PullLaws
{
    public static IEnumerable<string> Broken(PullCase given, SyncRules rules, PullDecision decision)
    {
        var (entry, row, item) = (given.Entry, Cases.Of(given.Row), Cases.Of(given.Item));
        var (columns, loss) = Parts(decision);
        var state = entry is null ? default : Comparison.OfItem(given.Item, entry, rules.Columns);
        var isUnsettled = entry?.State is LedgerState.Reserved or LedgerState.Inserting or LedgerState.Moving;
        var isPair = entry?.State == LedgerState.Live;

        if (isUnsettled != decision is PullDecision.Settle)
        {
            yield return "What is unsettled, and nothing else, is settled first";
        }

        if (isUnsettled)
        {
            yield break;
        }

        if (!rules.Pulls && decision.Writes)
        {
            yield return "A definition that does not pull writes no table";
        }

        if (decision is PullDecision.LeaveToPush or PullDecision.Update { PushDue: true } or PullDecision.Adopt { PushDue: true } && !rules.Pushes)
        {
            yield return "Nothing is left to a push that there is not";
        }

        if (decision is PullDecision.Delete or PullDecision.Mark or PullDecision.Detach
            && (item is not { IsDeleted: true } || row is not { IsDeleted: false } || !isPair || decision.GetType() != ByPolicy(rules.PullDeletes)))
        {
            yield return "P6: only an observed delete of a live item's pair deletes, and as the policy says";
        }

        if (isPair && state is SideState.Same or SideState.Normalised && entry is { State: LedgerState.Live } && decision.Writes)
        {
            yield return "P4: our own write seen again is not written";
        }

        if (isPair && state == SideState.Normalised && entry!.Address == item!.Item && (rules.Pulls || rules.Pushes) && item.Row!.Hash(rules.Columns.Pull) is { } hash
            && decision != new PullDecision.Adopt(hash, item.ETag, IsNormalised: entry.ItemHash is not null))
        {
            yield return "Our own version with another hash is adopted";
        }

        if (decision is PullDecision.Adopt { IsNormalised: true } && item?.ETag != entry?.ETag)
        {
            yield return "Only our own version counts as normalised";
        }

        if (columns is not null && (columns.IsEmpty || columns.Values.Any(value => value.IsUnknown) || columns.Names.Any(name => rules.Columns.Pull.IndexOf(name) < 0)))
        {
            yield return "Only known values of a pull's columns are written";
        }

        if (decision is PullDecision.Insert && !(entry is null ? item!.SyncKey is null : row is { IsDeleted: true } || (entry.State == LedgerState.Gone && item!.ETag == Cases.Later)))
        {
            yield return "P2: a row is inserted only for an item that has none";
        }

        if (entry is not null && item is not null && entry.Address != item.Item && (decision.Writes || decision is PullDecision.Adopt or PullDecision.LeaveToPush))
        {
            yield return "A copy of an item is not the item";
        }

        if (decision is PullDecision.ReadRow && row?.Reading == RowReading.Read)
        {
            yield return "A row that was read is not read again";
        }

        if (decision is PullDecision.ReadItem != (item is null && rules.Direction != SyncDirection.Unspecified))
        {
            yield return "An item that was not seen, and no other, is read";
        }

        if (OfPair(given, rules, decision, state, loss) is { } law)
        {
            yield return law;
        }
    }

    private static string? OfPair(PullCase given, SyncRules rules, PullDecision decision, SideState state, Loss? loss)
    {
        if (!rules.Pulls || given is not { Entry: { State: LedgerState.Live } entry, Row: RowView.Seen { Change: var row }, Item: ItemView.Seen { Change: var item } }
            || item.Item != entry.Address || state is not (SideState.Changed or SideState.Deleted)
            || row.Row?.LacksAny(rules.Columns.All) == true || item.Row?.LacksAny(rules.Columns.All) == true)
        {
            return null;
        }

        if (Comparison.OfRow(given.Row, entry, rules.Columns) == SideState.Same)
        {
            return loss is null && decision is not (PullDecision.LeaveToPush or PullDecision.Park) ? null : "An edit of one side is no conflict";
        }

        if (row.IsDeleted && item.IsDeleted)
        {
            return decision is PullDecision.Forget ? null : "Two deletes are no conflict";
        }

        if (row.Row is { } left && item.Row is { } right && left.Differences(rules.Columns.Both, right).IsEmpty)
        {
            return loss is null && decision is not (PullDecision.LeaveToPush or PullDecision.Park) ? null : "Two equal edits are no conflict";
        }

        return (rules.IsTwoWay ? Cases.Winner(rules.Conflict, row, item, entry.Base) : 'I') switch
        {
            '?' => decision is PullDecision.Park { Reason: ParkReason.Conflict, Conflict: not null } ? null : "P5: a person is asked",
            'R' => loss is { Loser: SyncDirection.Pull } && decision is PullDecision.LeaveToPush or PullDecision.Update { PushDue: true } && !Touches(decision, rules) ? null : "P5: the table's version wins, and the list's is kept",
            'M' => decision is PullDecision.Update or PullDecision.Adopt && loss is null or { Loser: SyncDirection.TwoWay } && !Overwrites(decision, row, item, entry.Base) ? null : "P5: each field goes to who changed it",
            _ when decision == new PullDecision.Skip(SkipReason.DeleteIgnored) && rules.PullDeletes == DeletePolicy.Ignore => null,
            _ => loss is { Loser: SyncDirection.Push } && loss.Conflict.Row == row ? null : "P5: the list's version wins, and the table's is kept",
        };
    }

    private static bool Touches(PullDecision decision, SyncRules rules) =>
        decision is PullDecision.Update update && update.Columns.Names.Any(name => rules.Columns.PullOnly.IndexOf(name) < 0);

    /// <summary>True when a column of the row that only the row had changed would be written.</summary>
    private static bool Overwrites(PullDecision decision, RowChange row, ItemChange item, Row? agreed) =>
        agreed is not null && decision is PullDecision.Update update && update.Columns.Names.Any(name =>
            name is "a" or "b" && !row.Row!.Find(name)!.Equals(agreed.Find(name)) && item.Row!.Find(name)!.Equals(agreed.Find(name)));

    private static Type ByPolicy(DeletePolicy policy) => policy switch
    {
        DeletePolicy.Propagate => typeof(PullDecision.Delete),
        DeletePolicy.Mark => typeof(PullDecision.Mark),
        DeletePolicy.Detach => typeof(PullDecision.Detach),
        _ => typeof(PullDecision.Skip),
    };

    private static (Row? Columns, Loss? Loss) Parts(PullDecision decision) => decision switch
    {
        PullDecision.Insert insert => (insert.Row, insert.Loss),
        PullDecision.Update update => (update.Columns, update.Loss),
        PullDecision.Delete delete => (null, delete.Loss),
        PullDecision.Mark mark => (null, mark.Loss),
        PullDecision.Detach detach => (null, detach.Loss),
        PullDecision.LeaveToPush left => (null, left.Loss),
        _ => default,
    };
}
