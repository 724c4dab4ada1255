using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What the runtime knows of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> implementations = new();
    private readonly Lazy<ObjectFactory> factory;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>(false) is { } attribute ? attribute.GetGrainType(null!, type) : GrainType.Create(Name(type));   // the attribute asks for no service
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), true);
        IsKeptAlive = type.IsDefined(typeof(KeepAliveAttribute), true);
        if (type.GetCustomAttribute<MayInterleaveAttribute>(true) is { } mayInterleave)
        {
            const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
            MayInterleave = type.GetMethod(mayInterleave.CallbackMethodName, any, [typeof(IInvokable)])?.CreateDelegate<Predicate<IInvokable>>()
                ?? throw new OrleansConfigurationException($"The class {type} has no static method bool {mayInterleave.CallbackMethodName}({nameof(IInvokable)}), which its [MayInterleave] names.");
        }

        factory = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(type, [.. Facets().Select(facet => facet.Parameter.ParameterType)]));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    public bool IsKeptAlive { get; }

    public Predicate<IInvokable>? MayInterleave { get; }

    public object Create(Activation activation) =>
        factory.Value(activation.ActivationServices, [.. Facets().Select(facet => Storage.StateStorage.Create(activation, facet.Parameter, facet.State))]);

    public MethodInfo Implementation(MethodInfo interfaceMethod) => implementations.GetOrAdd(interfaceMethod, (method, type) =>
    {
        var map = type.GetInterfaceMap(method.DeclaringType!);   // a method of an interface has one
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    }, Type);

    // The constructor's parameters that are stored states.
    private IEnumerable<(ParameterInfo Parameter, PersistentStateAttribute State)> Facets() =>
        from constructor in Type.GetConstructors().Take(1)
        from parameter in constructor.GetParameters()
        let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where state is not null
        select (parameter, state);

    // The class's name in small letters without "Grain" at its end.
    private static string Name(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name;
    }
}
