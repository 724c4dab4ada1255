using OrleansSync.Engine.Parking;

namespace OrleansSync.Engine.Tables;

/// <summary>What a planner knows of a row.</summary>
public abstract record RowView
{
    private RowView()
    {
    }

    /// <summary>The row was not looked at.</summary>
    public static RowView NotSeen { get; } = new Unseen();

    /// <summary>The row was not looked at.</summary>
    public sealed record Unseen : RowView;

    /// <summary>The row, or its absence, was seen.</summary>
    /// <param name="Change">What was seen.</param>
    public sealed record Seen(RowChange Change) : RowView;

    /// <summary>The row was seen and cannot be mapped: a dangling lookup, an unknown person, a value that no field can hold.</summary>
    /// <param name="Change">What was seen; its values are not used.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Unusable(RowChange Change, ParkReason Reason) : RowView;
}
