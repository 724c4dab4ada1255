using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes the endpoints of a service: one for each method, one for its unknown methods, and once for unknown services.</summary>
internal static class ServiceEndpoints
{
    public static List<IEndpointConventionBuilder> Map<TService>(IEndpointRouteBuilder builder, ServiceRegistry registry)
        where TService : class
    {
        var (bind, serviceBase) = FindBind(typeof(TService));
        var services = builder.ServiceProvider;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler");
        var binder = new ServiceBinder<TService>(serviceBase, ServiceSettings.Of<TService>(services), logger);
        bind.Invoke(null, [binder, null]);

        List<IEndpointConventionBuilder> endpoints = [];
        foreach (var method in binder.Methods)
        {
            var endpoint = builder.Map(method.Method.FullName, method.Handler);
            endpoint.Add(target =>
            {
                target.DisplayName = $"gRPC - {method.Method.FullName}";
                target.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method.Method));
                method.Metadata.ForEach(target.Metadata.Add);
            });
            endpoints.Add(endpoint);
        }

        if (registry.Names.Count == 0)
        {
            endpoints.Add(MapUnimplemented(builder, "{unimplementedService}", "Service is unimplemented."));
        }

        foreach (var service in binder.Methods.Select(method => method.Method.ServiceName).Distinct().Where(registry.Names.Add))
        {
            endpoints.Add(MapUnimplemented(builder, service, "Method is unimplemented."));
        }

        return endpoints;
    }

    private static IEndpointConventionBuilder MapUnimplemented(IEndpointRouteBuilder builder, string service, string detail) =>
        builder.Map($"{service}/{{unimplementedMethod:{GrpcRequestConstraint.Name}}}", context =>
        {
            ResponseHead.Start(context.Response);
            ResponseHead.SetStatus(context.Response, new Status(StatusCode.Unimplemented, detail));
            return Task.CompletedTask;
        });

    private static (MethodInfo Bind, Type ServiceBase) FindBind(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                var bind = attribute.BindType.GetMethod(attribute.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type]);
                return (bind ?? throw new InvalidOperationException($"{attribute.BindType} has no method {attribute.BindMethodName}."), type);
            }
        }

        throw new InvalidOperationException($"{service} does not derive from a generated service base class.");
    }
}
