namespace OrleansSync.Engine.Push;

/// <summary>The limits of a push.</summary>
public sealed record PushOptions
{
    /// <summary>Rows of one turn; 1 to 10,000, by default 1,000, so that a turn with its two commits makes no more than one for 500 rows.</summary>
    public int RowsMax { get; init; } = 1_000;

    /// <summary>Unsettled writes of earlier turns that a turn takes up; 1 to 10,000, by default 1,000.</summary>
    public int UnsettledMax { get; init; } = 1_000;

    /// <summary>Due rows, and rows set aside that are due, of each kind, that a turn takes up; 1 to 10,000, by default 500.</summary>
    public int DueMax { get; init; } = 500;

    /// <summary>How often a row is planned anew in one turn because its item was written by somebody else; 1 to 20, by default 4. Then it is set aside as contended.</summary>
    public int PlansMax { get; init; } = 4;

    /// <summary>How often a write is sent in one turn when its answer is lost; 1 to 20, by default 3. Then the row is set aside as failed for now.</summary>
    public int SendsMax { get; init; } = 3;

    /// <summary>Writes of one call of the list port; 1 to 1,000, by default 1,000.</summary>
    public int WritesMax { get; init; } = 1_000;

    /// <summary>Most pairs for which the whole table is compared at once, which takes a second for some 200,000; 0 to 100,000,000, by default 2,000,000. Larger tables are compared page by page.</summary>
    public int ComparedMax { get; init; } = 2_000_000;

    /// <summary>Most rows that such a comparison may leave to be looked at one by one, each some 120 bytes of memory; 1 to 1,000,000, by default 50,000. With more the table is read page by page.</summary>
    public int SuspectsMax { get; init; } = 50_000;

    /// <summary>
    /// How long a request whose answer was lost may still have its effect; by default 5 minutes. A create of which nobody heard, and whose item is
    /// not found, is made again only after that: made at once, it could be deleted again before the first one arrives, which then nobody knows.
    /// </summary>
    public TimeSpan InFlightMax { get; init; } = TimeSpan.FromMinutes(5);
}
