namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Which way changes flow. The numbers are stored and never change.</summary>
public enum SyncDirection
{
    /// <summary>Not given; refused when a definition is saved.</summary>
    Unspecified = 0,

    /// <summary>From the table to the list.</summary>
    Push = 1,

    /// <summary>From the list to the table.</summary>
    Pull = 2,

    /// <summary>Both ways.</summary>
    TwoWay = 3,
}
