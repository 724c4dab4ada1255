namespace OrleansSync.Engine.Parking;

/// <summary>Why a row or an item was set aside. The numbers are stored and never change.</summary>
public enum ParkReason
{
    /// <summary>Both sides changed and the policy asks a person.</summary>
    Conflict = 1,

    /// <summary>No rule of the routing matches and there is no default list.</summary>
    NoList = 2,

    /// <summary>A lookup points to a row whose item does not exist yet; released when the parent arrives.</summary>
    DanglingLookup = 3,

    /// <summary>A person is not known to the site.</summary>
    UnknownPerson = 4,

    /// <summary>A value does not fit the other side.</summary>
    ValueRefused = 5,

    /// <summary>A value was not sent, and reading the row did not give it either.</summary>
    ValueUnknown = 6,

    /// <summary>The item has the key of a row whose item is another one.</summary>
    DuplicateKey = 7,

    /// <summary>The item has a key of ours that the ledger does not know, as after a restore of the metastore; a person adopts it.</summary>
    UnknownKey = 8,

    /// <summary>The other side refused the write for a reason of its own, a validation rule for instance.</summary>
    WriteRefused = 9,

    /// <summary>The other side failed for now.</summary>
    TransientFailure = 10,

    /// <summary>The row was planned again and again because somebody else keeps writing its item.</summary>
    Contended = 11,

    /// <summary>Several items that were there before match the row, or one matches several rows; a person mends table or list, and matches again.</summary>
    AmbiguousMatch = 12,

    /// <summary>
    /// A create was sent, nobody heard what became of it, and its item is not there; the request may still be under way, so it is made again only when
    /// it cannot be any more. Not counted until then, and no run ends before (P1, P3).
    /// </summary>
    OutcomeUnknown = 13,
}
