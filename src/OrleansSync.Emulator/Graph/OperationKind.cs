namespace OrleansSync.Emulator.Graph;

/// <summary>What a request asks for; counters and faults go by it.</summary>
public enum OperationKind
{
    /// <summary>Nothing that the emulator has.</summary>
    Unknown,

    /// <summary>Reads a site, or searches sites.</summary>
    Site,

    /// <summary>Reads a list or the lists of a site.</summary>
    ListRead,

    /// <summary>Makes, changes or deletes a list.</summary>
    ListWrite,

    /// <summary>Reads columns or content types.</summary>
    ColumnRead,

    /// <summary>Makes, changes or deletes a column.</summary>
    ColumnWrite,

    /// <summary>Reads one item.</summary>
    ItemRead,

    /// <summary>Reads a page of items.</summary>
    ItemQuery,

    /// <summary>Makes an item.</summary>
    ItemCreate,

    /// <summary>Changes an item.</summary>
    ItemUpdate,

    /// <summary>Deletes an item.</summary>
    ItemDelete,

    /// <summary>Reads a page of changes.</summary>
    Delta,

    /// <summary>A batch; its members are counted by their own kinds too.</summary>
    Batch,

    /// <summary>Makes, reads, renews or ends a subscription.</summary>
    Subscription,
}
