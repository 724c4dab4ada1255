namespace OrleansSync.Engine.Push;

/// <summary>What to do about a create that was reserved.</summary>
public enum CreateStep
{
    /// <summary>Look for the row's key in the list.</summary>
    LookUp,

    /// <summary>There is one item: take it as the row's, then plan the row as an ordinary pair with an item that was edited by nobody we know.</summary>
    Adopt,

    /// <summary>There is none, and nothing says otherwise: create.</summary>
    Create,

    /// <summary>There is none yet, but the request whose answer was lost may still make one: look again later.</summary>
    WaitForRequest,

    /// <summary>
    /// The list refused the key as taken, and yet the look-up finds nothing: wait for the delta, read from the link saved before the batch;
    /// never look up and create in a loop.
    /// </summary>
    WaitForDelta,

    /// <summary>There are several items with the key (a list without the unique column): a person decides.</summary>
    Park,
}
