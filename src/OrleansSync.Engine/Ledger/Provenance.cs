namespace OrleansSync.Engine.Ledger;

/// <summary>Which way the last write of a pair went. The numbers are stored and never change.</summary>
public enum Provenance
{
    /// <summary>We wrote the item.</summary>
    Push = 1,

    /// <summary>We wrote the row.</summary>
    Pull = 2,
}
