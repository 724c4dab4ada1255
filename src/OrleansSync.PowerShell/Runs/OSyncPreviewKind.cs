namespace OrleansSync.PowerShell.Runs;

/// <summary>What would be done about a row.</summary>
public enum OSyncPreviewKind
{
    /// <summary>Create.</summary>
    Create = 1,

    /// <summary>Update.</summary>
    Update = 2,

    /// <summary>Move.</summary>
    Move = 3,

    /// <summary>Delete.</summary>
    Delete = 4,

    /// <summary>Its item is marked as deleted.</summary>
    Mark = 5,

    /// <summary>Its item is left alone from then on.</summary>
    Detach = 6,

    /// <summary>Unchanged.</summary>
    Unchanged = 7,

    /// <summary>Nothing, for the reason that is given.</summary>
    Ignore = 8,

    /// <summary>It is set aside, for the reason that is given.</summary>
    Park = 9,

    /// <summary>An earlier write of unknown outcome is settled first.</summary>
    Settle = 10,

    /// <summary>An item that is there already is taken as the row's.</summary>
    Adopt = 11,
}
