namespace OrleansSync.Engine.Conflicts;

/// <summary>Who wins where a policy cannot tell the sides apart.</summary>
public enum Tie
{
    /// <summary>The table.</summary>
    Source,

    /// <summary>The list.</summary>
    Target,

    /// <summary>Nobody: a person decides.</summary>
    Manual,
}
