namespace OrleansSync.Simulation.Pump;

/// <summary>Deliberate faults of the trivial pump that the simulation must catch.</summary>
public enum SeededBug
{
    /// <summary>None.</summary>
    None,

    /// <summary>The list takes a second item of one key, and a reserved create is repeated without looking.</summary>
    RepeatsCreateWithoutLooking,

    /// <summary>The key is looked up, but the list does not refuse a second item, so a request that was under way makes one.</summary>
    TrustsTheLookUpAlone,

    /// <summary>The ledger is written before the item exists.</summary>
    RecordsBeforeCreating,
}
