namespace OrleansSync.Testing.Tables;

/// <summary>How a table's changes are learnt.</summary>
public enum ChangeSource
{
    /// <summary>By polling a watermark: current rows, never a delete.</summary>
    Keyset,

    /// <summary>By change capture: every change in the order of commits, deletes too.</summary>
    Capture,

    /// <summary>By reading all rows in the order of their keys.</summary>
    FullScan,
}
