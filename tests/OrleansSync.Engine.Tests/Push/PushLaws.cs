using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;

namespace OrleansSync.Engine.Tests.Push;

/// <summary>What must hold of a push's decision in every case, whatever the planner's code looks like.</summary>
internal static class PushLaws
{
    public static IEnumerable<string> Broken(PushCase given, SyncRules rules, PushDecision decision)
    {
        var (entry, row, item) = (given.Entry, Cases.Of(given.Row), Cases.Of(given.Item));
        var (fields, match, target, loss) = Parts(decision);
        var states = entry is null ? default : (Row: Comparison.OfRow(given.Row, entry, rules.Columns), Item: Comparison.OfItem(given.Item, entry, rules.Columns));
        var isUnsettled = entry?.State is LedgerState.Reserved or LedgerState.Inserting or LedgerState.Moving;
        var isPair = entry?.State == LedgerState.Live;

        if (isUnsettled != decision is PushDecision.Settle)
        {
            yield return "What is unsettled, and nothing else, is settled first";
        }

        if (isUnsettled)
        {
            yield break;
        }

        if (!rules.Pushes && decision != new PushDecision.Skip(SkipReason.OtherDirection))
        {
            yield return "A definition that does not push writes no list";
        }

        if (decision is PushDecision.Delete or PushDecision.Mark or PushDecision.Detach
            && (row is not { IsDeleted: true } || item is { IsDeleted: true } || !isPair || decision.GetType() != ByPolicy(rules.PushDeletes)))
        {
            yield return "P6: only an observed delete of a live row's pair deletes, and as the policy says";
        }

        if (isPair && states.Row == SideState.Same && states.Item is SideState.Unseen or SideState.Same or SideState.Normalised
            && given.Row is RowView.Seen && given.Route != Cases.Away && entry is { RowHash: not null, State: LedgerState.Live } && states.Row == SideState.Same && decision.Writes)
        {
            yield return "P4: an unchanged row, our own pull seen again among them, is not written";
        }

        if (fields is not null && fields.Values.Any(value => value.IsUnknown))
        {
            yield return "An unknown value is never written";
        }

        if (fields is not null && ((fields.IsEmpty && decision is not PushDecision.Update { Claims: true }) || fields.Find("s") is not null || (fields.Find("q") is not null && (decision is PushDecision.Update || entry is null))))
        {
            yield return "Only columns of a push are written, and pulled ones to an item that takes another's place";
        }

        bool? claims = decision switch { PushDecision.Update update => update.Claims, PushDecision.Mark mark => mark.Claims, _ => null };
        if (claims is { } writesKey && writesKey != item is { IsDeleted: false, SyncKey: null })
        {
            yield return "The key is written to an item that was seen without one, and to no other";
        }

        if (entry?.State == LedgerState.Ambiguous && decision.Writes)
        {
            yield return "Nothing is written for a row that nobody decided";
        }

        if (target is { } address && address != entry?.Address)
        {
            yield return "The item that is written is the ledger's, in the ledger's list";
        }

        if (target is not null && match is null)
        {
            yield return "Every write of an item carries a version";
        }

        if (match is { } version && version != (item?.ETag ?? entry?.ETag))
        {
            yield return "The version is the one seen, else the ledger's";
        }

        if (decision is PushDecision.Move moved && (given.Route != moved.To || moved.To == moved.From.List))
        {
            yield return "A move goes where the routing says, and somewhere else";
        }

        if (decision is PushDecision.Update or PushDecision.Adopt && given.Route != entry?.List)
        {
            yield return "A row is written in the list in which it belongs";
        }

        if (decision is PushDecision.Create created && (given.Route != created.List || !(entry is null or { State: LedgerState.Gone } || item is { IsDeleted: true })))
        {
            yield return "P2: an item is created only for a row that has none";
        }

        if (decision is PushDecision.Park { Reason: ParkReason.NoList } && given.Route is not null)
        {
            yield return "Only a row without a list is parked as such";
        }

        if (decision is PushDecision.ReadRow && row?.Reading == RowReading.Read)
        {
            yield return "A row that was read is not read again";
        }

        if (entry is not null && OfPair(given, rules, decision, entry, states, loss) is { } law)
        {
            yield return law;
        }
    }

    private static string? OfPair(PushCase given, SyncRules rules, PushDecision decision, LedgerEntry entry, (SideState Row, SideState Item) states, Loss? loss)
    {
        // A pair, or an item without a row whose row is back; with both sides seen, whole and readable.
        if (!rules.Pushes || given is not { Row: RowView.Seen { Change: var row }, Item: ItemView.Seen { Change: var item } }
            || row.Row?.LacksAny(rules.Columns.Push) == true
            || !(entry.State == LedgerState.Live || (entry.State is LedgerState.ItemMarked or LedgerState.ItemAlone && !row.IsDeleted && !item.IsDeleted)))
        {
            return null;
        }

        var isBack = entry.State != LedgerState.Live;
        if (states.Item is not (SideState.Changed or SideState.Deleted))
        {
            return loss is null ? null : "Nothing is lost where nobody edited the item";
        }

        if (states.Row == SideState.Same && !isBack)
        {
            return rules.IsTwoWay
                ? decision is PushDecision.LeaveToPull ? null : "An edit of the item alone is the pull's"
                : rules.ForeignEdits == ForeignEdits.Keep
                    ? decision is PushDecision.Skip ? null : "A one-way push keeps an edit until the row changes"
                    : decision is PushDecision.Skip or PushDecision.LeaveToPull ? "A one-way push that restores, restores" : null;
        }

        if (row.IsDeleted && item.IsDeleted)
        {
            return decision is PushDecision.Forget ? null : "Two deletes are no conflict";
        }

        if (row.Row is { } left && item.Row is { } right && left.Differences(rules.Columns.Both, right).IsEmpty)
        {
            return loss is null && decision is not PushDecision.LeaveToPull and not PushDecision.Park { Reason: ParkReason.Conflict } ? null : "Two equal edits are no conflict";
        }

        var winner = rules.IsTwoWay ? Cases.Winner(rules.Conflict, row, item, entry.Base) : 'R';
        return winner switch
        {
            '?' => decision is PushDecision.Park { Reason: ParkReason.Conflict, Conflict: not null } ? null : "P5: a person is asked",
            'I' or 'M' => decision is PushDecision.LeaveToPull ? null : "P5: the list's version is the pull's",
            _ when decision is PushDecision.Park { Reason: ParkReason.NoList } => null,
            _ when decision == new PushDecision.Skip(SkipReason.DeleteIgnored) && rules.PushDeletes == DeletePolicy.Ignore => null,
            _ => loss is { Loser: SyncDirection.Pull } && loss.Conflict.Item == item ? null : "P5: the table's version wins, and the list's is kept",
        };
    }

    private static Type ByPolicy(DeletePolicy policy) => policy switch
    {
        DeletePolicy.Propagate => typeof(PushDecision.Delete),
        DeletePolicy.Mark => typeof(PushDecision.Mark),
        DeletePolicy.Detach => typeof(PushDecision.Detach),
        _ => typeof(PushDecision.Skip),
    };

    private static (Row? Fields, ETag? Match, ItemAddress? Target, Loss? Loss) Parts(PushDecision decision) => decision switch
    {
        PushDecision.Create create => (create.Row, null, null, create.Loss),
        PushDecision.Update update => (update.Fields, update.IfMatch, update.Item, update.Loss),
        PushDecision.Move move => (move.Row, move.IfMatch, move.From, move.Loss),
        PushDecision.Delete delete => (null, delete.IfMatch, delete.Item, delete.Loss),
        PushDecision.Mark mark => (null, mark.IfMatch, mark.Item, mark.Loss),
        PushDecision.Detach detach => (null, null, null, detach.Loss),
        _ => default,
    };
}
