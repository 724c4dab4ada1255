namespace OrleansSync.Simulation.World;

/// <summary>What becomes of one port call.</summary>
public enum Fault
{
    /// <summary>It works.</summary>
    None,

    /// <summary>It fails without an effect.</summary>
    FailBefore,

    /// <summary>It has its effect, and its reply is lost.</summary>
    FailAfter,

    /// <summary>The worker crashes before the effect.</summary>
    CrashBefore,

    /// <summary>The worker crashes after the effect.</summary>
    CrashAfter,

    /// <summary>It works, seconds later.</summary>
    Late,

    /// <summary>It is delivered twice.</summary>
    Twice,

    /// <summary>It fails for the caller, and has its effect seconds later: a request that was still under way.</summary>
    EffectAfterFailure,
}
