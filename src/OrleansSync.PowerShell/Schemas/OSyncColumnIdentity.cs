namespace OrleansSync.PowerShell.Schemas;

/// <summary>Who gives a column its value.</summary>
public enum OSyncColumnIdentity
{
    /// <summary>Whoever writes, or a default.</summary>
    None = 1,

    /// <summary>An identity's sequence; a value from outside is refused.</summary>
    Always = 2,

    /// <summary>An identity's sequence, unless a value is given.</summary>
    ByDefault = 3,

    /// <summary>A stored expression; it can never be written.</summary>
    Generated = 4,
}
