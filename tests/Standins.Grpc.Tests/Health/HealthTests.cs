using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Standins.Tests.Hosting;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Standins.Tests.Health;

public class HealthTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task Check_Server_TellsWhatTheChecksFind(HealthStatus found, ServingStatus expected)
    {
        await using var server = await StartAsync(() => found);

        Assert.Equal(expected, await CheckAsync(server, ""));
    }

    [Fact]
    public async Task Check_NoChecks_IsUnknown()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddGrpcHealthChecks(), map: app => app.MapGrpcHealthChecksService());

        Assert.Equal(ServingStatus.Unknown, await CheckAsync(server, ""));
    }

    [Fact]
    public async Task Check_UnknownService_IsNotFound()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);

        var exception = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(server, "nobody"));

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Check_MappedServices_EachHasItsOwnChecks()
    {
        await using var server = await StartAsync(
            () => HealthStatus.Healthy,
            options =>
            {
                options.Services.Map("", context => context.Name != "broken");
                options.Services.Map("tagged", context => context.Tags.Contains("db"));
            },
            builder => builder.AddCheck("broken", () => HealthCheckResult.Unhealthy(), ["db"]));

        Assert.Equal(ServingStatus.Serving, await CheckAsync(server, ""));
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(server, "tagged"));
    }

    [Fact]
    public async Task Check_Cached_TellsWhatWasPublishedLast()
    {
        await using var server = await StartAsync(() => HealthStatus.Unhealthy, options => options.UseHealthChecksCache = true);
        await PublishAsync(server, HealthStatus.Healthy);

        Assert.Equal(ServingStatus.Serving, await CheckAsync(server, ""));
    }

    [Fact]
    public async Task Watch_StateChanges_EachChangeArrivesOnce()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);
        await PublishAsync(server, HealthStatus.Healthy);

        using var call = new HealthClient(server.Connect()).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        await PublishAsync(server, HealthStatus.Healthy);
        await PublishAsync(server, HealthStatus.Unhealthy);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
        await PublishAsync(server, HealthStatus.Healthy);
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
    }

    [Fact]
    public async Task Watch_UnknownService_WaitsUntilItIsKnown()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);

        using var call = new HealthClient(server.Connect()).Watch(new HealthCheckRequest { Service = "later" });
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
        server.Services.GetRequiredService<HealthServiceImpl>().SetStatus("later", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        server.Services.GetRequiredService<HealthServiceImpl>().ClearStatus("later");
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
    }

    [Fact]
    public async Task Watch_ServerStops_EndsWithNotServing()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);

        using var call = new HealthClient(server.Connect()).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        var stop = server.StopAsync();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
        Assert.False(await call.ResponseStream.MoveNext().InTime());
        await stop;
    }

    private static async Task<ServingStatus> CheckAsync(TestServer server, string service) =>
        (await new HealthClient(server.Connect()).CheckAsync(new HealthCheckRequest { Service = service }).ResponseAsync.InTime()).Status;

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        return call.ResponseStream.Current.Status;
    }

    private static Task PublishAsync(TestServer server, HealthStatus status)
    {
        var entry = new HealthReportEntry(status, null, TimeSpan.Zero, null, null);
        var report = new HealthReport(new Dictionary<string, HealthReportEntry> { ["check"] = entry }, TimeSpan.Zero);
        return server.Services.GetRequiredService<IHealthCheckPublisher>().PublishAsync(report, CancellationToken.None);
    }

    private static Task<TestServer> StartAsync(Func<HealthStatus> found, Action<GrpcHealthChecksOptions>? configure = null, Action<IHealthChecksBuilder>? checks = null) => TestServer.StartAsync(
        services: services =>
        {
            // The tests publish themselves.
            services.Configure<HealthCheckPublisherOptions>(options => options.Delay = TimeSpan.FromHours(1));
            var builder = services.AddGrpcHealthChecks(configure ?? (_ => { })).AddCheck("check", () => new HealthCheckResult(found()));
            checks?.Invoke(builder);
        },
        map: app => app.MapGrpcHealthChecksService());
}
