namespace OrleansSync.Engine.Conflicts;

/// <summary>
/// Who wins when both sides changed the same row. Nothing else decides it: not the order in which the sides are read, not who
/// notices first. Under <see cref="LatestWins"/> and <see cref="FieldMerge"/> an edit outlives a delete, since a delete has
/// neither a time that both sides know nor fields.
/// </summary>
public abstract record ConflictPolicy
{
    private ConflictPolicy()
    {
    }

    /// <summary>The table wins.</summary>
    public sealed record SourceWins : ConflictPolicy;

    /// <summary>The list wins.</summary>
    public sealed record TargetWins : ConflictPolicy;

    /// <summary>The later change wins.</summary>
    /// <param name="SkewTolerance">Changes no further apart than this are a tie: two clocks are compared. Zero or more.</param>
    /// <param name="Tie">Who wins a tie, and when a side does not tell its time.</param>
    public sealed record LatestWins(TimeSpan SkewTolerance, Tie Tie) : ConflictPolicy;

    /// <summary>Each field goes to the side that changed it since they last agreed.</summary>
    /// <param name="Tie">Who wins a field that both changed, and every field when no agreed values were kept.</param>
    public sealed record FieldMerge(Tie Tie) : ConflictPolicy;

    /// <summary>A person decides; the row is parked with all three versions.</summary>
    public sealed record Manual : ConflictPolicy;

    /// <summary>True when the ledger must keep the last agreed values.</summary>
    public bool NeedsBase => this is FieldMerge or Manual;
}
