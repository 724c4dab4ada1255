namespace OrleansSync.Emulator.Faults;

/// <summary>What can go wrong on demand.</summary>
public enum FaultKind
{
    /// <summary>Refused with a status, a code and perhaps a Retry-After; nothing is done.</summary>
    Status,

    /// <summary>The work is done, and the connection breaks before the answer.</summary>
    LostReply,

    /// <summary>The answer is slow; the work is done after the delay.</summary>
    Delay,

    /// <summary>The rows of a delta page come twice.</summary>
    DuplicateRows,

    /// <summary>The rows of a delta page come in another order.</summary>
    ReorderedRows,

    /// <summary>Deleted rows of a delta page come as error objects (7.6).</summary>
    ErrorRow,

    /// <summary>A delta token is answered with 410 and the code of the rule (7.9).</summary>
    Resync,

    /// <summary>A notification is sent twice.</summary>
    DuplicateNotification,

    /// <summary>A notification is not sent.</summary>
    LostNotification,

    /// <summary>A notification is sent after the next one, of any subscription.</summary>
    ReorderedNotification,
}
