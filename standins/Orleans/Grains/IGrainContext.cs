namespace Orleans.Runtime;

/// <summary>One life of a grain in memory.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>Names this life.</summary>
    ActivationId ActivationId { get; }

    /// <summary>The services of this life: a scope of its own.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Ends with this life.</summary>
    Task Deactivated { get; }

    /// <summary>The grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain's object, once it was made.</summary>
    object? GrainInstance { get; }

    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The stages of this life.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Asks this life to end after the running calls.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Gives the activation whose code is running.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation.</summary>
    IGrainContext GrainContext { get; }
}
