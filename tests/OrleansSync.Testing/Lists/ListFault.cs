namespace OrleansSync.Testing.Lists;

/// <summary>What goes wrong with one write of a list.</summary>
public enum ListFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The budget is spent.</summary>
    NotSent,

    /// <summary>It never arrived, and nobody can know.</summary>
    RequestLost,

    /// <summary>It was done, and nobody can know.</summary>
    ReplyLost,
}
