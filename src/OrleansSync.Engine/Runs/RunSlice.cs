namespace OrleansSync.Engine.Runs;

/// <summary>What came of letting a definition work for a while.</summary>
/// <param name="HasMore">True when its run takes more turns.</param>
/// <param name="ResumeAt">When going on is worth it; null for at once.</param>
[GenerateSerializer, Immutable, Alias("RunSlice")]
public sealed record RunSlice([property: Id(0)] bool HasMore, [property: Id(1)] DateTimeOffset? ResumeAt)
{
    /// <summary>There is nothing to do, or somebody else does it.</summary>
    public static readonly RunSlice Idle = new(false, null);

    /// <summary>There is more to do at once.</summary>
    public static readonly RunSlice More = new(true, null);
}
