namespace OrleansSync.PowerShell.Runs;

/// <summary>What became of a row.</summary>
public enum OSyncMatchOutcome
{
    /// <summary>Matched.</summary>
    Matched = 1,

    /// <summary>Ambiguous.</summary>
    Ambiguous = 2,

    /// <summary>New.</summary>
    New = 3,
}
