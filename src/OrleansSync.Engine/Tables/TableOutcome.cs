using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Tables;

/// <summary>What became of one write of a table.</summary>
public abstract record TableOutcome
{
    private TableOutcome()
    {
    }

    /// <summary>Done, or it was so already.</summary>
    /// <param name="Stored">The row as the table holds it now, triggers and defaults included; null when it is gone.</param>
    public sealed record Applied(Row? Stored) : TableOutcome;

    /// <summary>The row is not as it was seen, or not there: nothing was written; plan again.</summary>
    public sealed record PreconditionFailed : TableOutcome;

    /// <summary>The table refused this row for a reason of its own; the others of the batch are not touched by it.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Parked(ParkReason Reason) : TableOutcome;
}
