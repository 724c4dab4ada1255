namespace OrleansSync.PowerShell.Definitions;

/// <summary>What a one-way push does about people's edits.</summary>
public enum OSyncForeignEdits
{
    /// <summary>Nothing until the row changes.</summary>
    Keep = 1,

    /// <summary>They are undone.</summary>
    Restore = 2,
}
