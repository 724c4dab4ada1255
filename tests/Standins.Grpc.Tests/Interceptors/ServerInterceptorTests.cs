using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Interceptors;

public class ServerInterceptorTests
{
    public static TheoryData<MethodType> Kinds => [.. Enum.GetValues<MethodType>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Call_SeveralInterceptors_GlobalFirstServiceLastAllDisposed(MethodType kind)
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync(
            options: options =>
            {
                options.Interceptors.Add<TraceInterceptor>("one");
                options.Interceptors.Add<TraceInterceptor>("two");
            },
            services: services =>
            {
                services.AddSingleton(trace);
                services.AddGrpc().AddServiceOptions<ProbeService>(options => options.Interceptors.Add<TraceInterceptor>("three"));
            });

        await CallAsync(server.Probes, kind).InTime();

        Assert.Equal(["one in", "two in", "three in", "three out", "three disposed", "two out", "two disposed", "one out", "one disposed"], trace.Lines);
    }

    [Fact]
    public async Task Call_InterceptorFromTheContainer_IsSharedAndNotDisposed()
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync(
            options: options => options.Interceptors.Add<TraceInterceptor>(),
            services: services => services.AddSingleton(new TraceInterceptor("own", trace)));
        var client = server.Probes;

        await client.SayAsync(new Payload()).ResponseAsync.InTime();
        await client.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(["own in", "own out", "own in", "own out"], trace.Lines);
    }

    [Fact]
    public async Task Call_InterceptorMapsAnException_ClientGetsItsStatusAndTrailers()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new FormatException("not a number"), options => options.Interceptors.Add<ErrorInterceptor>());

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal((StatusCode.InvalidArgument, "not a number", "format"), (exception.StatusCode, exception.Status.Detail, exception.Trailers.GetValue("kind")));
    }

    [Fact]
    public void Add_NoInterceptor_Throws()
    {
        var options = new Grpc.AspNetCore.Server.GrpcServiceOptions();

        Assert.Throws<ArgumentException>(() => options.Interceptors.Add(typeof(string)));
        Assert.Throws<ArgumentException>(() => options.Interceptors.Add<TraceInterceptor>(null!, "x"));
    }

    [Fact]
    public async Task AddServiceOptions_OwnLimit_HoldsForThatServiceOnly()
    {
        await using var server = await TestServer.StartAsync(
            options: options => options.MaxReceiveMessageSize = 1,
            services: services => services.AddGrpc().AddServiceOptions<ProbeService>(options => options.EnableDetailedErrors = true));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload { Text = "too long" }).ResponseAsync.InTime());

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
    }

    internal static async Task CallAsync(Probes.ProbesClient client, MethodType kind)
    {
        switch (kind)
        {
            case MethodType.Unary:
                await client.SayAsync(new Payload());
                break;
            case MethodType.ServerStreaming:
                using (var call = client.Count(new Payload()))
                {
                    await call.ResponseStream.ReadAllAsync().GetAsyncEnumerator().MoveNextAsync();
                    Assert.False(await call.ResponseStream.MoveNext());
                }

                break;
            case MethodType.ClientStreaming:
                using (var call = client.Collect())
                {
                    await call.RequestStream.CompleteAsync();
                    await call;
                }

                break;
            default:
                using (var call = client.Chat())
                {
                    await call.RequestStream.CompleteAsync();
                    Assert.False(await call.ResponseStream.MoveNext());
                }

                break;
        }
    }
}
