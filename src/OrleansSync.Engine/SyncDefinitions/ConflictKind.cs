namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Who wins when both sides changed a row. The numbers are stored and never change.</summary>
public enum ConflictKind
{
    /// <summary>Not given: taken as the table.</summary>
    Unspecified = 0,

    /// <summary>The table.</summary>
    SourceWins = 1,

    /// <summary>The list.</summary>
    TargetWins = 2,

    /// <summary>The later change.</summary>
    LatestWins = 3,

    /// <summary>Each field by itself.</summary>
    FieldMerge = 4,

    /// <summary>A person.</summary>
    Manual = 5,
}
