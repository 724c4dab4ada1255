using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

#pragma warning disable CA1852 // not sealed, since DispatchProxy derives from it

/// <summary>The object behind a grain's interface: turns a method call into a message.</summary>
internal class GrainProxy : DispatchProxy, IAddressable
{
    private ConcurrentDictionary<MethodInfo, GrainMethod> methods = null!;   // set by Create

    public GrainReference Reference { get; private set; } = null!;   // set by Create

    public static object Create(GrainReference reference)
    {
        var type = reference.Interface!;   // a proxy is only made for an interface
        if (!type.IsInterface || !type.IsAssignableTo(typeof(IAddressable)) || type.ContainsGenericParameters)
        {
            throw new ArgumentException($"{type} is not a grain interface.");
        }

        var proxy = (GrainProxy)Create(type, typeof(GrainProxy));
        proxy.Reference = reference;
        proxy.methods = GrainMethod.Of(type);
        return proxy;
    }

    public override bool Equals(object? obj) => Reference.Equals(obj);

    public override int GetHashCode() => Reference.GetHashCode();

    public override string ToString() => Reference.ToString();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = methods.GetOrAdd(targetMethod!, static (info, type) => new GrainMethod(type, info), Reference.Interface!);   // the runtime gives a method
        return method.Return.Wrap(CallSender.SendAsync(Reference, method, args ?? []));
    }
}
