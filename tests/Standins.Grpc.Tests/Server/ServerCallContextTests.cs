using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Interceptors;
using Standins.Tests.Probe;

namespace Standins.Tests.Server;

public class ServerCallContextTests
{
    [Fact]
    public async Task Context_Call_TellsMethodHostAndPeer()
    {
        List<string> seen = [];
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen.AddRange([context.Method, context.Host, context.Peer, $"{context.AuthContext.IsPeerAuthenticated}", $"{context.GetHttpContext().Connection.RemotePort}"]);
            return Task.FromResult(request);
        });

        await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal("/standins.probe.v1.Probes/Say", seen[0]);
        Assert.Equal(server.Address.Authority, seen[1]);
        Assert.Equal($"ipv4:127.0.0.1:{seen[4]}", seen[2]);
        Assert.Equal(bool.FalseString, seen[3]);
    }

    [Fact]
    public async Task Context_UserState_IsTheHttpContextsItems()
    {
        var same = false;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            context.UserState["key"] = "value";
            same = Equals(context.GetHttpContext().Items["key"], "value");
            return Task.FromResult(request);
        });

        await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.True(same);
    }

    [Fact]
    public async Task Endpoint_Method_CarriesItsMetadata()
    {
        await using var server = await TestServer.StartAsync();

        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var methods = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()).OfType<GrpcMethodMetadata>().ToList();

        Assert.Equal(["Chat", "Collect", "Count", "Forget", "Say"], methods.Select(method => method.Method.Name).Order());
        Assert.All(methods, method => Assert.Equal(typeof(ProbeService), method.ServiceType));
        Assert.Equal(MethodType.ServerStreaming, methods.Single(method => method.Method.Name == "Count").Method.Type);
    }

    [Fact]
    public async Task Service_NotRegistered_IsMadeAndDisposedForEachCall()
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton(trace).AddScoped<Scoped>(), map: app => app.MapGrpcService<CountingService>());
        var client = server.Probes;

        await client.SayAsync(new Payload()).ResponseAsync.InTime();
        await client.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(["made", "called in its scope", "disposed", "made", "called in its scope", "disposed"], trace.Lines);
    }

    [Fact]
    public async Task Service_Singleton_IsOneForAllCallsAndNotDisposed()
    {
        var trace = new Trace();
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton(trace).AddSingleton<CountingService>().AddScoped<Scoped>(), map: app => app.MapGrpcService<CountingService>());
        var client = server.Probes;

        await client.SayAsync(new Payload()).ResponseAsync.InTime();
        await client.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(["made", "called in its scope", "called in its scope"], trace.Lines);
    }

    [Fact]
    public async Task MapGrpcService_WithoutAddGrpc_Throws()
    {
        await using var server = await TestServer.StartRawAsync(
            services => services.AddRouting(),
            app => Assert.Throws<InvalidOperationException>(() => app.MapGrpcService<ProbeService>()));
    }

    [Fact]
    public async Task MapGrpcService_BesideOtherEndpoints_LeavesThemAlone()
    {
        await using var server = await TestServer.StartAsync(map: app =>
        {
            app.MapGrpcService<ProbeService>();
            app.MapGet("/plain", () => string.Create(CultureInfo.InvariantCulture, $"{6 * 7}"));
            app.MapPost("/plain/post", (HttpContext context) => Results.Text(context.Request.ContentType ?? ""));
        });
        using var client = new HttpClient { BaseAddress = server.Address, DefaultRequestVersion = System.Net.HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal("42", await client.GetStringAsync("/plain").InTime());
        var posted = await client.PostAsync("/plain/post", new ByteArrayContent([])).InTime();
        Assert.True(posted.IsSuccessStatusCode);
    }

    private sealed class Scoped;

    private sealed class CountingService : Probes.ProbesBase, IDisposable
    {
        private readonly Trace trace;

        public CountingService(Trace trace)
        {
            this.trace = trace;
            trace.Add("made");
        }

        public override Task<Payload> Say(Payload request, ServerCallContext context)
        {
            _ = context.GetHttpContext().RequestServices.GetRequiredService<Scoped>();
            trace.Add("called in its scope");
            return Task.FromResult(request);
        }

        public void Dispose() => trace.Add("disposed");
    }
}
