namespace OrleansSync.Engine.Matching;

/// <summary>What a row and the items that were there before it have to do with each other. The numbers are stored and never change.</summary>
public enum MatchOutcome
{
    /// <summary>One row and one item have the same values of the match fields: the item is taken as the row's.</summary>
    Matched = 1,

    /// <summary>Several rows or several items have them: a person decides.</summary>
    Ambiguous = 2,

    /// <summary>No item has them: one is made.</summary>
    New = 3,
}
