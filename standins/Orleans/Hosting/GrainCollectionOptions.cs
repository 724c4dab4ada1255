namespace Orleans.Configuration;

/// <summary>When unused grains leave memory.</summary>
public class GrainCollectionOptions
{
    /// <summary>How long a grain stays after its last call; 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The time between two searches for unused grains; a minute.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain stays after its last call, by the full name of its class.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    /// <summary>How long an activation may take; 30 seconds.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a deactivation may take; 30 seconds.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>The grain interfaces and classes that a silo knows; filled from the loaded assemblies.</summary>
public class GrainTypeOptions
{
    /// <summary>The classes.</summary>
    public HashSet<Type> Classes { get; } = [];

    /// <summary>The interfaces.</summary>
    public HashSet<Type> Interfaces { get; } = [];
}
