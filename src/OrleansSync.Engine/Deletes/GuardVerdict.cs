namespace OrleansSync.Engine.Deletes;

/// <summary>What a guard says.</summary>
public enum GuardVerdict
{
    /// <summary>Go on.</summary>
    Passes,

    /// <summary>More deletes than the count allows: the run waits for confirmation.</summary>
    TooMany,

    /// <summary>More deletes than the percentage allows: the run waits for confirmation.</summary>
    TooLargeAPart,
}
