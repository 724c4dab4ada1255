using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>One execution of a definition.</summary>
[View("State", "Read", "Written", "Unchanged", "Ignored", "Parked", "Deletes", "StartTime", "EndTime", "Problem")]
public sealed record OSyncRun
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string RunId => Id;

    /// <summary>The definition.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>Its direction.</summary>
    public OSyncDirection Direction { get; init; }

    /// <summary>Its state.</summary>
    public OSyncRunState State { get; init; }

    /// <summary>Deletes, marks and detachments that were committed.</summary>
    public long Deletes { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Absent while it has not ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Why it failed or waits, for people, without values of rows; empty when it does neither.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Raised with every take-over; what an older worker commits is refused.</summary>
    public long Epoch { get; init; }

    /// <summary>What a person is, or was, asked about items that were in the lists before the first push; null when there were none.</summary>
    public OSyncMatchReport? Match { get; init; }

    /// <summary>The list to which the run takes every row; empty for the routing.</summary>
    public string TargetListId { get; init; } = "";

    /// <summary>Internal names of the fields that the run writes to every pair, and nothing else; empty for an ordinary run.</summary>
    public IReadOnlyList<string> BackfillField { get; init; } = [];

    /// <summary>Change records that were read: written + unchanged + coalesced + ignored + parked.</summary>
    public long Read { get; init; }

    /// <summary>Written to the other side.</summary>
    public long Written { get; init; }

    /// <summary>Found to be equal already.</summary>
    public long Unchanged { get; init; }

    /// <summary>Superseded by a later change of the same row.</summary>
    public long Coalesced { get; init; }

    /// <summary>Left alone, all reasons together.</summary>
    public long Ignored { get; init; }

    /// <summary>Left alone, by reason.</summary>
    public IReadOnlyDictionary<string, long> IgnoredByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Set aside with a reason.</summary>
    public long Parked { get; init; }

    /// <summary>True when the equation of the counters holds.</summary>
    public bool Balances { get; init; }

    /// <summary>True when it goes on no more.</summary>
    public bool IsEnded => State is OSyncRunState.Cancelled or OSyncRunState.Succeeded or OSyncRunState.Failed or OSyncRunState.Abandoned;

    internal static OSyncRun From(V1.SyncRun message) => new()
    {
        Id = message.Id,
        DefinitionId = message.SyncDefinitionId,
        Direction = (OSyncDirection)message.Direction,
        State = (OSyncRunState)message.State,
        Deletes = message.Deletes,
        StartTime = message.StartTime?.ToDateTimeOffset(),
        EndTime = message.EndTime?.ToDateTimeOffset(),
        Problem = message.Problem,
        Epoch = message.Epoch,
        Read = message.Counters?.Read ?? 0,
        Written = message.Counters?.Written ?? 0,
        Unchanged = message.Counters?.Unchanged ?? 0,
        Coalesced = message.Counters?.Coalesced ?? 0,
        Ignored = message.Counters?.Ignored.Values.Sum() ?? 0,
        IgnoredByReason = message.Counters is { } counters ? new Dictionary<string, long>(counters.Ignored) : [],
        Parked = message.Counters?.Parked ?? 0,
        Balances = message.Counters?.Balances ?? true,
        Match = message.Match is { } match ? OSyncMatchReport.From(match) : null,
        TargetListId = message.TargetSharepointListId,
        BackfillField = [.. message.BackfillFields],
    };
}
