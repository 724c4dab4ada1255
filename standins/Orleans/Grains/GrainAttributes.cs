using Orleans.Runtime;

namespace Orleans;

/// <summary>Names a grain class: the first half of its grains' ids.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    private readonly GrainType grainType = Runtime.GrainType.Create(grainType);

    /// <summary>The name.</summary>
    public GrainType GetGrainType(IServiceProvider services, Type type) => grainType;
}

/// <summary>Keeps a grain in memory until it asks to leave.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class KeepAliveAttribute : Attribute;
