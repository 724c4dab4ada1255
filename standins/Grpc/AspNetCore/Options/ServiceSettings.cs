using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>The options of one service as its calls use them.</summary>
internal sealed record ServiceSettings(int? MaxSendMessageSize, int? MaxReceiveMessageSize, bool EnableDetailedErrors, IReadOnlyList<InterceptorRegistration> Interceptors)
{
    public static ServiceSettings Of<TService>(IServiceProvider services)
        where TService : class
    {
        var global = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;

        // Options of its own exist only for a service that AddServiceOptions named.
        var hasOwn = services.GetServices<IConfigureOptions<GrpcServiceOptions<TService>>>().Any();
        var own = hasOwn ? services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value : global;
        IReadOnlyList<InterceptorRegistration> interceptors = hasOwn ? [.. global.Interceptors, .. own.Interceptors] : [.. global.Interceptors];
        return new ServiceSettings(own.MaxSendMessageSize, own.MaxReceiveMessageSize, own.EnableDetailedErrors ?? false, interceptors);
    }
}
