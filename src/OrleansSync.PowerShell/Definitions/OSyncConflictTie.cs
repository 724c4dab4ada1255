namespace OrleansSync.PowerShell.Definitions;

/// <summary>Who wins where a policy cannot tell.</summary>
public enum OSyncConflictTie
{
    /// <summary>Source.</summary>
    Source = 1,

    /// <summary>Target.</summary>
    Target = 2,

    /// <summary>Manual.</summary>
    Manual = 3,
}
