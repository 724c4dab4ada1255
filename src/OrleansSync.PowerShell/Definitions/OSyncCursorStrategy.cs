namespace OrleansSync.PowerShell.Definitions;

/// <summary>How changes are followed.</summary>
public enum OSyncCursorStrategy
{
    /// <summary>Keyset.</summary>
    Keyset = 1,

    /// <summary>Full scan.</summary>
    FullScan = 2,
}
