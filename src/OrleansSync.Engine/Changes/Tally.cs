namespace OrleansSync.Engine.Changes;

/// <summary>Where one change that was read ends up in the equation of its run.</summary>
/// <param name="Kind">Which term.</param>
/// <param name="Reason">For ignored ones, why; null otherwise.</param>
public readonly record struct Tally(TallyKind Kind, SkipReason? Reason = null)
{
    /// <summary>The other side was written.</summary>
    public static Tally Written => new(TallyKind.Written);

    /// <summary>Both sides agree.</summary>
    public static Tally Unchanged => new(TallyKind.Unchanged);

    /// <summary>Set aside.</summary>
    public static Tally Parked => new(TallyKind.Parked);

    /// <summary>A change that needs no write.</summary>
    public static Tally Of(SkipReason reason) =>
        reason is SkipReason.Unchanged or SkipReason.Echo ? Unchanged : new(TallyKind.Ignored, reason);
}
