using System.Collections.Frozen;

namespace OrleansSync.PowerShell.Resources;

/// <summary>The one object of each kind of resource.</summary>
internal static class KnownResources
{
    private static readonly FrozenDictionary<Type, Resource> All = typeof(KnownResources).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsGenericType: false } && type.IsSubclassOf(typeof(Resource)))
        .ToFrozenDictionary(type => type, type => (Resource)(Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made.")));

    /// <summary>The resource of a type.</summary>
    public static Resource Get(Type type) => All[type];

    /// <summary>The resource of a type.</summary>
    public static T Get<T>()
        where T : Resource => (T)All[typeof(T)];
}
