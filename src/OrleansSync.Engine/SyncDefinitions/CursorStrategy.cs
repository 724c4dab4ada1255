namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>How the changes of a table are followed. The numbers are stored and never change.</summary>
public enum CursorStrategy
{
    /// <summary>Not given: keyset when a column is named, else full scan.</summary>
    Unspecified = 0,

    /// <summary>By a column that grows with every change.</summary>
    Keyset = 1,

    /// <summary>By reading the whole table each time.</summary>
    FullScan = 2,
}
