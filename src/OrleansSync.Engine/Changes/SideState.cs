namespace OrleansSync.Engine.Changes;

/// <summary>How a side compares with what the ledger remembers of it.</summary>
public enum SideState
{
    /// <summary>The side was not looked at.</summary>
    Unseen,

    /// <summary>As the ledger has it: untouched, touched without effect, or our own write seen again.</summary>
    Same,

    /// <summary>An item with the eTag of our own write that reads otherwise than we foretold: SharePoint normalised it. Not an edit.</summary>
    Normalised,

    /// <summary>Somebody changed it.</summary>
    Changed,

    /// <summary>It was deleted.</summary>
    Deleted,
}
