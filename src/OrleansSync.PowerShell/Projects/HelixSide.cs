namespace OrleansSync.PowerShell.Projects;

/// <summary>Which side of a sync wins.</summary>
public enum HelixSide
{
    /// <summary>The newer one.</summary>
    Newer = 0,

    /// <summary>The project's files.</summary>
    Local = 1,

    /// <summary>The cloud's files.</summary>
    Cloud = 2,
}
