using Grpc.Core;
using Grpc.Core.Interceptors;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Interceptors;

public class ClientInterceptorTests
{
    [Theory]
    [MemberData(nameof(ServerInterceptorTests.Kinds), MemberType = typeof(ServerInterceptorTests))]
    public async Task Intercept_SeveralAtOnce_FirstIsCalledFirst(MethodType kind)
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync();
        using var one = new TraceInterceptor("one", trace);
        using var two = new TraceInterceptor("two", trace);

        await ServerInterceptorTests.CallAsync(new Probes.ProbesClient(server.Connect().Intercept(one, two)), kind).InTime();

        Assert.Equal(["one", "two"], trace.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Intercept_OneAfterAnother_LastIsCalledFirst()
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync();
        using var one = new TraceInterceptor("one", trace);
        using var two = new TraceInterceptor("two", trace);
        var invoker = server.Connect().Intercept(one).Intercept(two);

        await new Probes.ProbesClient(invoker).SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(["two Say", "one Say"], trace.Lines);
    }

    [Fact]
    public async Task AsyncUnaryCall_InterceptorAddsHeadersAndWrapsTheResponse_BothTakeEffect()
    {
        string? seen = null;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen = context.RequestHeaders.GetValue("added");
            return Task.FromResult(request);
        });
        var client = new Probes.ProbesClient(server.Connect().Intercept(new WrappingInterceptor()));

        using var call = client.SayAsync(new Payload { Text = "a" });

        Assert.Equal("A", (await call.ResponseAsync.InTime()).Text);
        Assert.Equal("yes", seen);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task WithHost_AnotherHost_CallsStillWork()
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync();
        using var interceptor = new TraceInterceptor("one", trace);
        var client = new Probes.ProbesClient(server.Connect().Intercept(interceptor)).WithHost("elsewhere");

        await client.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(["one Say"], trace.Lines);
    }

    private sealed class WrappingInterceptor : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var options = context.Options.WithHeaders(new Metadata { { "added", "yes" } });
            var call = continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
            return new AsyncUnaryCall<TResponse>(WrapAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private static async Task<TResponse> WrapAsync<TResponse>(Task<TResponse> response)
        {
            var reply = await response;
            return (TResponse)(object)new Payload { Text = ((Payload)(object)reply!).Text.ToUpperInvariant() };
        }
    }
}
