using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Takes the methods of a generated service base and binds each to the service's override.</summary>
internal sealed class ServiceBinder<TService>(Type serviceBase, ServiceSettings settings, ILogger logger) : ServiceBinderBase
    where TService : class
{
    private static readonly ObjectFactory<TService> Create = ActivatorUtilities.CreateFactory<TService>([]);

    public List<MethodEndpoint> Methods { get; } = [];

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (info, own) = Find<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(method, typeof(TRequest), typeof(ServerCallContext));
        var pipeline = settings.Interceptors.Before<TRequest, TResponse>(async (request, context) =>
        {
            await using var service = Activate(context);
            return await own(service.Instance, request, context);
        });
        Add(info, new MethodHandler<TRequest, TResponse>(method, settings, logger, async call => await call.WriteSingleAsync(await pipeline(await call.ReadSingleAsync(), call))));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (info, own) = Find<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var pipeline = settings.Interceptors.Before<TRequest, TResponse>(async (requests, context) =>
        {
            await using var service = Activate(context);
            return await own(service.Instance, requests, context);
        });
        Add(info, new MethodHandler<TRequest, TResponse>(method, settings, logger, async call => await call.WriteSingleAsync(await pipeline(call.Requests, call))));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (info, own) = Find<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var pipeline = settings.Interceptors.Before<TRequest, TResponse>(async (request, responses, context) =>
        {
            await using var service = Activate(context);
            await own(service.Instance, request, responses, context);
        });
        Add(info, new MethodHandler<TRequest, TResponse>(method, settings, logger, async call => await pipeline(await call.ReadSingleAsync(), call.Responses, call)));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (info, own) = Find<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var pipeline = settings.Interceptors.Before<TRequest, TResponse>(async (requests, responses, context) =>
        {
            await using var service = Activate(context);
            await own(service.Instance, requests, responses, context);
        });
        Add(info, new MethodHandler<TRequest, TResponse>(method, settings, logger, async call => await pipeline(call.Requests, call.Responses, call)));
    }

    private static Activated<TService> Activate(ServerCallContext context)
    {
        var services = context.GetHttpContext().RequestServices;
        return services.GetService<TService>() is { } registered
            ? new Activated<TService>(registered, false)
            : new Activated<TService>(Create(services, []), true);
    }

    private (MethodInfo Info, TDelegate Own) Find<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            // A method that only hides the generated one is not its override.
            var info = type.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters);
            if (info is { IsVirtual: true } && info.GetBaseDefinition().DeclaringType == serviceBase)
            {
                return (info, info.CreateDelegate<TDelegate>());
            }
        }

        throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
    }

    private void Add<TRequest, TResponse>(MethodInfo info, MethodHandler<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        // What is nearer to the method comes later and so wins.
        List<object> metadata =
        [
            .. typeof(TService).GetCustomAttributes(inherit: true),
            .. info.GetCustomAttributes(inherit: true),
            new HttpMethodMetadata([HttpMethods.Post]),
        ];
        Methods.Add(new MethodEndpoint(handler.Method, metadata, handler.HandleAsync));
    }
}
