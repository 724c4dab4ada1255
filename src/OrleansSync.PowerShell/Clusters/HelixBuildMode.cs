namespace OrleansSync.PowerShell.Clusters;

/// <summary>How queries are compiled.</summary>
public enum HelixBuildMode
{
    /// <summary>Fast to build, slower to run.</summary>
    Dev = 1,

    /// <summary>Slow to build, fast to run.</summary>
    Release = 2,
}
