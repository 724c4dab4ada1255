using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace OrleansSync.Server.Tests.Health;

[Collection(SharedServerTests.Name)]
public sealed class HealthTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Watch_WithoutKey_ComesToServing()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var call = new Grpc.Health.V1.Health.HealthClient(server.Anonymous).Watch(new HealthCheckRequest(), cancellationToken: limit.Token);

        await foreach (var answer in call.ResponseStream.ReadAllAsync(limit.Token))
        {
            if (answer.Status == HealthCheckResponse.Types.ServingStatus.Serving)
            {
                return;
            }
        }

        Assert.Fail("The health service never said Serving.");
    }

    [Fact]
    public async Task Reflection_WithKey_ListsOurServices()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Admin).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();

        Assert.Contains("orleanssync.v1.SyncDefinitions", services);
        Assert.Contains("orleanssync.v1.ApiKeys", services);
    }

    [Fact]
    public async Task Reflection_WithoutKey_IsUnauthenticated()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Anonymous).ServerReflectionInfo();

        Assert.Equal(StatusCode.Unauthenticated, (await Refusal.OfAsync(() => call.ResponseStream.MoveNext(CancellationToken.None))).Code);
    }
}
