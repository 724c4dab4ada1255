namespace OrleansSync.PowerShell.Definitions;

/// <summary>Who wins when both sides changed a row.</summary>
public enum OSyncConflictPolicy
{
    /// <summary>Source wins.</summary>
    SourceWins = 1,

    /// <summary>Target wins.</summary>
    TargetWins = 2,

    /// <summary>Latest wins.</summary>
    LatestWins = 3,

    /// <summary>Field merge.</summary>
    FieldMerge = 4,

    /// <summary>The row is parked with all versions until a person decides.</summary>
    Manual = 5,
}
