namespace OrleansSync.Engine.Previews;

/// <summary>What a run would do about one row. The numbers are those of the protocol and never change.</summary>
public enum PreviewKind
{
    /// <summary>Make an item.</summary>
    Create = 1,

    /// <summary>Write fields of its item.</summary>
    Update = 2,

    /// <summary>Take its item to another list.</summary>
    Move = 3,

    /// <summary>Delete its item.</summary>
    Delete = 4,

    /// <summary>Mark its item as deleted.</summary>
    Mark = 5,

    /// <summary>Leave its item alone from then on.</summary>
    Detach = 6,

    /// <summary>Nothing: both sides agree.</summary>
    Unchanged = 7,

    /// <summary>Nothing, for the reason that is given.</summary>
    Ignore = 8,

    /// <summary>Set it aside, for the reason that is given.</summary>
    Park = 9,

    /// <summary>Find out first what became of an earlier write.</summary>
    Settle = 10,

    /// <summary>Take an item that is there already as the row's.</summary>
    Adopt = 11,
}
