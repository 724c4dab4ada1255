namespace OrleansSync.Engine.Changes;

/// <summary>The terms of the equation of a run (P10).</summary>
public enum TallyKind
{
    /// <summary>The other side was written.</summary>
    Written,

    /// <summary>Nothing had to be written, since both sides agree.</summary>
    Unchanged,

    /// <summary>A later change of the same row in the same batch took its place.</summary>
    Coalesced,

    /// <summary>Left as it is, for a reason.</summary>
    Ignored,

    /// <summary>Set aside.</summary>
    Parked,
}
