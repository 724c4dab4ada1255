using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Matching;

/// <summary>
/// Takes matched items as the rows' own: notes their pairs in the ledger, page by page, before anything is written to an item. The push that follows
/// meets such a pair as one that nobody has written yet: it reads the item, writes what differs, and the key with it. A stop between any two steps
/// loses nothing: pairs that are noted are left out when the match is made again.
/// </summary>
public static class Adoption
{
    /// <summary>Notes every matched pair and every ambiguous row, and then that the match was made.</summary>
    /// <param name="matcher">Has read the items and reported.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether the commits were accepted.</returns>
    public static async Task<EpochVerdict> RunAsync(ListMatcher matcher, ILedger ledger, TurnContext turn, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var (entries, parked, released, removed) = (new List<LedgerEntry>(), new List<Parked>(), new List<SyncKey>(), new List<SyncKey>());
        var verdict = EpochVerdict.Accepted;
        await matcher.ForEachRowAsync(Take, cancellationToken, CommitAsync);
        return verdict == EpochVerdict.Accepted ? await EndAsync(ledger, turn, clock, cancellationToken) : verdict;

        Task Take(RowChange change, LedgerEntry? earlier)
        {
            var (outcome, items) = matcher.Decide(change);
            switch (outcome)
            {
                case MatchOutcome.Matched:
                    entries.Add(Adopted(turn.Definition.Id, change, items[0], now));
                    released.Add(change.SyncKey);
                    break;
                case MatchOutcome.Ambiguous:
                    entries.Add(Undecided(turn.Definition.Id, change, items[0].List, now));
                    parked.Add(Parked.First(turn.Definition.Id, change.SyncKey, change.Key, item: null, SyncDirection.Push, ParkReason.AmbiguousMatch, RetrySchedule.Default, now));
                    break;
                case MatchOutcome.New when earlier is not null:
                    removed.Add(change.SyncKey);
                    released.Add(change.SyncKey);
                    break;
            }

            return Task.CompletedTask;
        }

        async Task CommitAsync()
        {
            if (verdict == EpochVerdict.Accepted && entries.Count + removed.Count > 0)
            {
                var commit = new LedgerCommit(turn.Definition.Id, turn.Run.Id, turn.Run.Epoch) { Entries = [.. entries], Removed = [.. removed], Parked = [.. parked], Released = [.. released] };
                verdict = await ledger.CommitAsync(commit, cancellationToken);
            }

            entries.Clear();
            parked.Clear();
            released.Clear();
            removed.Clear();
        }
    }

    /// <summary>Notes that there is nothing, or nothing more, to match.</summary>
    public static Task<EpochVerdict> EndAsync(ILedger ledger, TurnContext turn, TimeProvider clock, CancellationToken cancellationToken) =>
        ledger.CommitAsync(new LedgerCommit(turn.Definition.Id, turn.Run.Id, turn.Run.Epoch) { MatchedAt = clock.Now() }, cancellationToken);

    /// <summary>The pair of a matched item: nobody knows a version or the values of it, so that it is read before it is written.</summary>
    internal static LedgerEntry Adopted(SyncDefinitionId definition, RowChange change, ItemAddress item, DateTimeOffset now) =>
        Undecided(definition, change, item.List, now) with { State = LedgerState.Live, Item = item.Item };

    /// <summary>The row of an ambiguous match: nothing is written for it until a match decides otherwise.</summary>
    internal static LedgerEntry Undecided(SyncDefinitionId definition, RowChange change, ListId list, DateTimeOffset now) => new()
    {
        Definition = definition,
        Key = change.SyncKey,

        // Its item is found by its number until it carries the key.
        RowKey = change.Key,
        State = LedgerState.Ambiguous,
        Provenance = Provenance.Push,
        List = list,
        CreatedAt = now,
        ChangedAt = now,
    };
}
