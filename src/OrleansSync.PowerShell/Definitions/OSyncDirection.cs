namespace OrleansSync.PowerShell.Definitions;

/// <summary>Which way changes flow.</summary>
public enum OSyncDirection
{
    /// <summary>From the table to the list.</summary>
    Push = 1,

    /// <summary>From the list to the table.</summary>
    Pull = 2,

    /// <summary>Both ways.</summary>
    TwoWay = 3,
}
