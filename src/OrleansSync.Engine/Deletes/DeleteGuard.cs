namespace OrleansSync.Engine.Deletes;

/// <summary>
/// A mass delete stops and asks. Trips when the deletes of a run, done and planned, are more than <paramref name="CountMax"/>, or more
/// than <paramref name="PercentMax"/> percent of the pairs that lived when the run began. Either limit alone trips; marks and
/// detachments count as deletes, since a mistaken one is as much work to undo.
/// </summary>
/// <param name="CountMax">Deletes allowed in one run; null for no limit by count.</param>
/// <param name="PercentMax">0 to 100, of the pairs at the run's begin; null for no limit by percentage.</param>
/// <param name="AlwaysAllowed">So many deletes never trip the percentage: one of three rows is no mass delete.</param>
[GenerateSerializer, Immutable, Alias("DeleteGuard")]
public sealed record DeleteGuard([property: Id(0)] long? CountMax, [property: Id(1)] int? PercentMax, [property: Id(2)] long AlwaysAllowed = 10)
{
    /// <summary>500 rows or 10 percent.</summary>
    public static readonly DeleteGuard Default = new(500, 10);

    /// <summary>The verdict over a run: what it did, what is planned now, and what a person has allowed.</summary>
    /// <param name="done">Deletes of this run that are committed.</param>
    /// <param name="planned">Deletes of the planned batch, or of the whole plan where it is known.</param>
    /// <param name="pairs">Pairs that lived when the run began.</param>
    /// <param name="confirmed">So many deletes of this run a person has confirmed; 0 before anybody was asked.</param>
    public GuardVerdict Check(long done, long planned, long pairs, long confirmed)
    {
        var deletes = done + planned;
        if (planned == 0 || deletes <= confirmed)
        {
            return GuardVerdict.Passes;
        }

        if (deletes > CountMax)
        {
            return GuardVerdict.TooMany;
        }

        // In hundredths of a pair, so that nothing is rounded; 128 bits, so that nothing runs over.
        return PercentMax is { } percent && deletes > AlwaysAllowed && (Int128)deletes * 100 > (Int128)pairs * percent ? GuardVerdict.TooLargeAPart : GuardVerdict.Passes;
    }
}
