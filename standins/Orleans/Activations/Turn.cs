namespace Orleans.Runtime;

/// <summary>Something that an activation runs by itself, or together with what may interleave with it.</summary>
internal abstract class Turn
{
    /// <summary>Whether it may run between the turns of anything.</summary>
    public bool Interleaves { get; init; }

    /// <summary>Whether it may run between the turns of others like it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The chain of calls that it belongs to.</summary>
    public Guid ReentrancyId { get; init; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public virtual bool IsExpired => false;

    /// <summary>Whether it counts as use of the grain.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Runs on the activation's scheduler; does not throw.</summary>
    public abstract Task RunAsync(Activation activation);

    /// <summary>Called instead of running.</summary>
    public abstract void Reject(Exception exception);
}
