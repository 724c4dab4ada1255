using Grpc.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the reflection service.</summary>
public static class GrpcReflectionEndpointRouteBuilderExtensions
{
    /// <summary>Maps both versions of the reflection service.</summary>
    public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(DescriptorIndex)))
        {
            return new GrpcServiceEndpointConventionBuilder([builder.MapGrpcService<ReflectionAlphaService>(), builder.MapGrpcService<ReflectionService>()]);
        }

        throw new InvalidOperationException("Unable to find the required services. Please add all the required services by calling 'IServiceCollection.AddGrpcReflection()'.");
    }
}
