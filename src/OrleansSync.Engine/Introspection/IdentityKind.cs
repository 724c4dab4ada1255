namespace OrleansSync.Engine.Introspection;

/// <summary>Who gives a column its value.</summary>
public enum IdentityKind
{
    /// <summary>Whoever writes, or a default.</summary>
    None,

    /// <summary>An identity's sequence; a value from outside is refused unless it is overridden.</summary>
    Always,

    /// <summary>An identity's sequence, unless a value is given.</summary>
    ByDefault,

    /// <summary>An expression, stored or not; it can never be written.</summary>
    Generated,
}
