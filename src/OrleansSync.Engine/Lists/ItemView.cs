using OrleansSync.Engine.Parking;

namespace OrleansSync.Engine.Lists;

/// <summary>What a planner knows of an item.</summary>
public abstract record ItemView
{
    private ItemView()
    {
    }

    /// <summary>The item was not looked at: the ledger's eTag guards the write.</summary>
    public static ItemView NotSeen { get; } = new Unseen();

    /// <summary>The item was not looked at.</summary>
    public sealed record Unseen : ItemView;

    /// <summary>The item, or its absence, was seen.</summary>
    /// <param name="Change">What was seen.</param>
    public sealed record Seen(ItemChange Change) : ItemView;

    /// <summary>The item was seen and cannot be mapped.</summary>
    /// <param name="Change">What was seen; its fields are not used.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Unusable(ItemChange Change, ParkReason Reason) : ItemView;
}
