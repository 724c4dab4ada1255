namespace OrleansSync.PowerShell.Definitions;

/// <summary>Whether a definition can run.</summary>
public enum OSyncDefinitionState
{
    /// <summary>It lacks something; see missing.</summary>
    Draft = 1,

    /// <summary>It can run.</summary>
    Ready = 2,
}
