using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Lists;

/// <summary>What became of one write of a list.</summary>
[GenerateSerializer, Immutable, Alias("ListOutcome")]
public abstract record ListOutcome
{
    private ListOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Item">The item, new or not.</param>
    /// <param name="ETag">Its version now; null after a delete, or when the answer did not tell.</param>
    /// <param name="ItemHash">The item over the columns of a pull, when the answer had all of them.</param>
    [GenerateSerializer, Immutable, Alias("ListOutcome.Applied")]
    public sealed record Applied([property: Id(0)] int Item, [property: Id(1)] ETag? ETag, [property: Id(2)] RowHash? ItemHash) : ListOutcome;

    /// <summary>The item was as wanted already; nothing was sent.</summary>
    [GenerateSerializer, Immutable, Alias("ListOutcome.Unchanged")]
    public sealed record Unchanged : ListOutcome;

    /// <summary>Not sent: the budget or the service's gate is closed. Nothing happened to this row.</summary>
    /// <param name="Until">When sending is worth trying again.</param>
    [GenerateSerializer, Immutable, Alias("ListOutcome.NotSent")]
    public sealed record NotSent([property: Id(0)] DateTimeOffset Until) : ListOutcome;

    /// <summary>The item has another version (412, or 409 resourceModified): nothing was written; read it and plan again.</summary>
    [GenerateSerializer, Immutable, Alias("ListOutcome.PreconditionFailed")]
    public sealed record PreconditionFailed : ListOutcome;

    /// <summary>The item is not there (404): read it to observe that, and plan again. A delete that finds nothing is <see cref="Applied"/>.</summary>
    [GenerateSerializer, Immutable, Alias("ListOutcome.Missing")]
    public sealed record Missing : ListOutcome;

    /// <summary>The key is taken: an earlier create succeeded unheard, or somebody copied an item; settle it.</summary>
    [GenerateSerializer, Immutable, Alias("ListOutcome.UniqueViolation")]
    public sealed record UniqueViolation : ListOutcome;

    /// <summary>Sent, and the answer was lost: it may be done. A create is settled; anything else is repeated under its version.</summary>
    [GenerateSerializer, Immutable, Alias("ListOutcome.ReplyLost")]
    public sealed record ReplyLost : ListOutcome;

    /// <summary>The list refused this row for a reason of its own.</summary>
    /// <param name="Reason">Why.</param>
    [GenerateSerializer, Immutable, Alias("ListOutcome.Parked")]
    public sealed record Parked([property: Id(0)] ParkReason Reason) : ListOutcome;
}
