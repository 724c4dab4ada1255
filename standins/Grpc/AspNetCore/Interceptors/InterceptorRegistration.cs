using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>An interceptor to be made for each call.</summary>
public class InterceptorRegistration
{
    private readonly object[] arguments;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Any(argument => argument is null))
        {
            throw new ArgumentException("Null interceptor arguments are not supported.", nameof(arguments));
        }

        Type = type;
        this.arguments = [.. arguments];
    }

    /// <summary>The interceptor's type.</summary>
    public Type Type { get; }

    /// <summary>The arguments of its constructor that are not services.</summary>
    public IReadOnlyList<object> Arguments => arguments;

    /// <summary>The registered service of this type, or a new one that lives as long as the call.</summary>
    internal Activated<Interceptor> Activate(IServiceProvider services) =>
        arguments.Length == 0 && services.GetService(Type) is Interceptor registered
            ? new Activated<Interceptor>(registered, false)
            : new Activated<Interceptor>((Interceptor)ActivatorUtilities.CreateInstance(services, Type, arguments), true);
}
