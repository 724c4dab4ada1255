using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Faults;

/// <summary>The faults that are to strike.</summary>
public sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private int nextId;
    private int tokenEpoch;
    private volatile bool isEmpty = true;
    private FaultEffects quiet = FaultEffects.None;

    /// <summary>Adds a fault; the answer is its number.</summary>
    public int Add(FaultRule rule)
    {
        lock (gate)
        {
            entries.Add(new(++nextId, rule));
            isEmpty = false;
            return nextId;
        }
    }

    /// <summary>Removes a fault; false when it is not there, or has struck as often as it should.</summary>
    public bool Remove(int id)
    {
        lock (gate)
        {
            return entries.RemoveAll(entry => entry.Id == id) > 0;
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            isEmpty = true;
        }
    }

    /// <summary>The faults that have not struck as often as they should, with how often they did.</summary>
    public IReadOnlyList<FaultView> Read()
    {
        lock (gate)
        {
            return [.. entries.Select(entry => new FaultView(entry.Id, entry.Rule, entry.Struck))];
        }
    }

    /// <summary>Makes every delta token that was given out so far expire: it is answered with 410 (7.9).</summary>
    public void ExpireDeltaTokens()
    {
        lock (gate)
        {
            quiet = FaultEffects.None with { TokenEpoch = ++tokenEpoch };
        }
    }

    /// <summary>What strikes a request.</summary>
    internal FaultEffects Strike(OperationKind kind, GraphRequest request)
    {
        if (isEmpty)
        {
            return quiet;
        }

        lock (gate)
        {
            var effects = quiet;
            foreach (var entry in entries.Where(entry => entry.Fits(kind, request)).ToList())
            {
                effects = Pass(entry) ? Apply(effects, entry.Rule) : effects;
            }

            isEmpty = entries.Count == 0;
            return effects;
        }
    }

    /// <summary>What strikes a notification of a list; the kinds of <see cref="FaultKind"/> that are about notifications.</summary>
    internal IReadOnlyList<FaultKind> StrikeNotification(string resource)
    {
        if (isEmpty)
        {
            return [];
        }

        lock (gate)
        {
            List<FaultKind> kinds = [.. entries.Where(entry => entry.FitsNotification(resource)).ToList().Where(Pass).Select(entry => entry.Rule.Kind)];
            isEmpty = entries.Count == 0;
            return kinds;
        }
    }

    // True when it strikes; it is gone once it has struck as often as it should.
    private bool Pass(Entry entry)
    {
        if (++entry.Seen <= entry.Rule.Skip)
        {
            return false;
        }

        if (++entry.Struck == entry.Rule.Times)
        {
            entries.Remove(entry);
        }

        return true;
    }

    private static FaultEffects Apply(FaultEffects effects, FaultRule rule) => rule.Kind switch
    {
        FaultKind.Status => effects with { Refusal = new GraphException(rule.Status, rule.Code ?? UsualCode(rule.Status), rule.Message ?? "A fault was asked for.") { RetryAfter = rule.RetryAfter } },
        FaultKind.LostReply => effects with { IsLost = true },
        FaultKind.Delay => effects with { Delay = effects.Delay + rule.Delay },
        FaultKind.DuplicateRows => effects with { Duplicates = true },
        FaultKind.ReorderedRows => effects with { Shuffles = true },
        FaultKind.ErrorRow => effects with { ErrorRow = true },
        _ => effects with { ResyncCode = rule.Code ?? "resyncRequired" },
    };

    private static string UsualCode(int status) => status switch
    {
        401 => "InvalidAuthenticationToken",
        403 => "accessDenied",
        404 => "itemNotFound",
        409 or 412 => "resourceModified",
        410 => "resyncRequired",
        429 => "activityLimitReached",
        503 => "serviceNotAvailable",
        507 => "quotaLimitReached",
        < 500 => "invalidRequest",
        _ => "generalException",
    };

    private sealed class Entry(int id, FaultRule rule)
    {
        public int Id { get; } = id;

        public FaultRule Rule { get; } = rule;

        public int Seen { get; set; }

        public int Struck { get; set; }

        private bool IsOfNotifications => Rule.Kind is FaultKind.DuplicateNotification or FaultKind.LostNotification or FaultKind.ReorderedNotification;

        public bool FitsNotification(string resource) =>
            IsOfNotifications && (Rule.PathContains is null || resource.Contains(Rule.PathContains, StringComparison.OrdinalIgnoreCase));

        public bool Fits(OperationKind kind, GraphRequest request) =>
            !IsOfNotifications
            && (request.Person is null || (Rule.People && request.Method != "GET"))
            && (Rule.Operation is null ? kind != OperationKind.Batch : Rule.Operation == kind)
            && (Rule.Method is null || Rule.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
            && (Rule.PathContains is null || request.Path.Contains(Rule.PathContains, StringComparison.OrdinalIgnoreCase));
    }
}
