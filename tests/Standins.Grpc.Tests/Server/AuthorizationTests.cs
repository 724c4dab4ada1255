using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Server;

public class AuthorizationTests
{
    [Fact]
    public async Task Enter_NoKey_IsUnauthenticated()
    {
        await using var server = await StartAsync();

        await AssertFailsAsync(StatusCode.Unauthenticated, Client(server).EnterAsync(new Payload()));
    }

    [Fact]
    public async Task Enter_Key_HandlerKnowsTheUser()
    {
        await using var server = await StartAsync();

        var reply = await Client(server).EnterAsync(new Payload(), Key("ada")).ResponseAsync.InTime();

        Assert.Equal("ada", reply.Text);
    }

    [Fact]
    public async Task EnterAsAdmin_KeyWithoutTheRight_IsPermissionDenied()
    {
        await using var server = await StartAsync();

        await AssertFailsAsync(StatusCode.PermissionDenied, Client(server).EnterAsAdminAsync(new Payload(), Key("ada")));
        await Client(server).EnterAsAdminAsync(new Payload(), Key("root")).ResponseAsync.InTime();
    }

    [Fact]
    public async Task Knock_AllowAnonymousOnTheMethod_NeedsNoKey()
    {
        await using var server = await StartAsync();

        await Client(server).KnockAsync(new Payload()).ResponseAsync.InTime();
    }

    [Fact]
    public async Task RequireAuthorization_OnTheMappedService_HoldsForAllItsMethods()
    {
        await using var server = await StartAsync(app => app.MapGrpcService<ProbeService>().RequireAuthorization());

        await AssertFailsAsync(StatusCode.Unauthenticated, server.Probes.SayAsync(new Payload()));
        using var call = server.Probes.Count(new Payload());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());
        Assert.Equal(StatusCode.Unauthenticated, exception.StatusCode);
        await server.Probes.SayAsync(new Payload(), Key("ada")).ResponseAsync.InTime();
    }

    [Fact]
    public async Task FromInterceptor_InsecureChannel_SendsOnlyWhenAllowed()
    {
        await using var server = await StartAsync();
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            Assert.EndsWith("/standins.probe.v1.Guarded", context.ServiceUrl, StringComparison.Ordinal);
            Assert.Equal("Enter", context.MethodName);
            metadata.Add("authorization", "Bearer ada");
            return Task.CompletedTask;
        });
        var options = new CallOptions(credentials: credentials);

        await AssertFailsAsync(StatusCode.Unauthenticated, Client(server).EnterAsync(new Payload(), options));
        var allowed = new Guarded.GuardedClient(server.Connect(channel => channel.UnsafeUseInsecureChannelCallCredentials = true));

        Assert.Equal("ada", (await allowed.EnterAsync(new Payload(), options).ResponseAsync.InTime()).Text);
    }

    [Fact]
    public async Task Create_SecureChannelWithCallCredentials_SendsThemWithEveryCall()
    {
        await using var server = await StartAsync(tls: true);
        var calls = 0;
        var credentials = CallCredentials.FromInterceptor(async (_, metadata) =>
        {
            await Task.Yield();
            Interlocked.Increment(ref calls);
            metadata.Add("authorization", "Bearer ada");
        });
        var client = new Guarded.GuardedClient(server.Connect(channel => channel.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials)));

        await client.EnterAsync(new Payload()).ResponseAsync.InTime();
        await client.EnterAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task FromInterceptor_Throws_CallFails()
    {
        await using var server = await StartAsync(tls: true);
        var credentials = CallCredentials.FromInterceptor((_, _) => throw new InvalidOperationException("no token"));

        var exception = await Assert.ThrowsAsync<RpcException>(() => Client(server).EnterAsync(new Payload(), new CallOptions(credentials: credentials)).ResponseAsync.InTime());

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
        Assert.Contains("no token", exception.Status.Detail, StringComparison.Ordinal);
    }

    private static Guarded.GuardedClient Client(TestServer server) => new(server.Connect());

    private static Metadata Key(string name) => new() { { "authorization", $"Bearer {name}" } };

    private static Task<TestServer> StartAsync(Action<WebApplication>? map = null, bool tls = false) => TestServer.StartAsync(
        services: services =>
        {
            services.AddAuthentication("key").AddScheme<AuthenticationSchemeOptions, KeyHandler>("key", null);
            services.AddAuthorization(options => options.AddPolicy("admin", policy => policy.RequireUserName("root")));
        },
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGrpcService<GuardedService>();
            map?.Invoke(app);
        },
        tls: tls);

    private static async Task AssertFailsAsync(StatusCode expected, AsyncUnaryCall<Payload> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());
        Assert.Equal(expected, exception.StatusCode);
    }
}
