namespace OrleansSync.Engine.Push;

/// <summary>What a row of a turn waits for.</summary>
internal enum PushWorkStep
{
    /// <summary>To be decided.</summary>
    Plan,

    /// <summary>To be read by its key.</summary>
    ReadRow,

    /// <summary>Its item to be read.</summary>
    ReadItem,

    /// <summary>An earlier create to be settled.</summary>
    Settle,

    /// <summary>A move to go on.</summary>
    Move,

    /// <summary>Its write to be sent.</summary>
    Send,

    /// <summary>Another turn.</summary>
    Later,

    /// <summary>Nothing: it is decided.</summary>
    Done,
}
