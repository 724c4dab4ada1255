namespace OrleansSync.PowerShell.Connections;

/// <summary>Microsoft's clouds.</summary>
public enum OSyncCloud
{
    /// <summary>Global.</summary>
    Global = 1,

    /// <summary>Us government.</summary>
    UsGovernment = 2,

    /// <summary>Us government dod.</summary>
    UsGovernmentDod = 3,

    /// <summary>China.</summary>
    China = 4,
}
