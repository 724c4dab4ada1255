namespace OrleansSync.Engine.Changes;

/// <summary>What is still to be done about a change whose decision was carried out, or could not be.</summary>
public enum FollowUp
{
    /// <summary>Nothing: the change is decided and counted.</summary>
    None,

    /// <summary>Nothing was sent; the same decision is carried out later, at <see cref="Effect.Until"/>.</summary>
    SendLater,

    /// <summary>Carry out the same decision again, under the same version: the answer was lost.</summary>
    SendAgain,

    /// <summary>Read the row by its key on the primary, then plan again.</summary>
    ReadRow,

    /// <summary>Read the item, then plan again.</summary>
    ReadItem,

    /// <summary>Find out what became of an earlier write, then plan again.</summary>
    Settle,

    /// <summary>Plan again with what is known now.</summary>
    PlanAgain,
}
