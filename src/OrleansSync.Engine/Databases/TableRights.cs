namespace OrleansSync.Engine.Databases;

/// <summary>What may be done to the rows of a table.</summary>
[Flags]
public enum TableRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading: every definition.</summary>
    Select = 1,

    /// <summary>Inserting, and drawing from the table's sequences: a pull.</summary>
    Insert = 2,

    /// <summary>Updating: a pull.</summary>
    Update = 4,

    /// <summary>Deleting: a pull that propagates deletes.</summary>
    Delete = 8,
}
