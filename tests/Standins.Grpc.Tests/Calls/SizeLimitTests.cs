using Google.Protobuf;
using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class SizeLimitTests
{
    private const int Limit = 1000;
    private static readonly Payload Large = new() { Data = ByteString.CopyFrom(new byte[Limit + 1]) };

    [Fact]
    public async Task Say_RequestAboveTheClientsLimit_IsResourceExhaustedOnTheClient()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new InvalidOperationException("reached"));
        var client = new Probes.ProbesClient(server.Connect(options => options.MaxSendMessageSize = Limit));

        await AssertExhaustedAsync(() => client.SayAsync(Large).ResponseAsync);
    }

    [Fact]
    public async Task Say_RequestAboveTheServersLimit_IsResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(options: options => options.MaxReceiveMessageSize = Limit);

        await AssertExhaustedAsync(() => server.Probes.SayAsync(Large).ResponseAsync);
        await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime();
    }

    [Fact]
    public async Task Say_ResponseAboveTheServersLimit_IsResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(options: options => options.MaxSendMessageSize = Limit);

        await AssertExhaustedAsync(() => server.Probes.SayAsync(Large).ResponseAsync);
    }

    [Fact]
    public async Task Say_ResponseAboveTheClientsLimit_IsResourceExhausted()
    {
        await using var server = await TestServer.StartAsync();
        var client = new Probes.ProbesClient(server.Connect(options => options.MaxReceiveMessageSize = Limit));

        await AssertExhaustedAsync(() => client.SayAsync(Large).ResponseAsync);
    }

    [Fact]
    public async Task Say_FourMegabytes_IsTheDefaultLimitOfBothSides()
    {
        await using var strict = await TestServer.StartAsync();
        await using var lax = await TestServer.StartAsync(options: options => options.MaxReceiveMessageSize = null);
        var payload = new Payload { Data = ByteString.CopyFrom(new byte[4 * 1024 * 1024]) };

        await AssertExhaustedAsync(() => strict.Probes.SayAsync(payload).ResponseAsync);
        await AssertExhaustedAsync(() => lax.Probes.SayAsync(payload).ResponseAsync);
        var reply = await new Probes.ProbesClient(lax.Connect(options => options.MaxReceiveMessageSize = null)).SayAsync(payload).ResponseAsync.InTime();

        Assert.Equal(payload.Data.Length, reply.Data.Length);
    }

    [Fact]
    public async Task Count_MessageAboveTheClientsLimit_EndsTheStream()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (_, responses, _) =>
        {
            await responses.WriteAsync(new Payload());
            await responses.WriteAsync(Large);
        });
        var client = new Probes.ProbesClient(server.Connect(options => options.MaxReceiveMessageSize = Limit));

        using var call = client.Count(new Payload());
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        await AssertExhaustedAsync(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.ResourceExhausted, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Collect_MessageAboveTheServersLimit_IsResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(options: options => options.MaxReceiveMessageSize = Limit);

        using var call = server.Probes.Collect();
        await call.RequestStream.WriteAsync(Large).InTime();

        await AssertExhaustedAsync(() => call.ResponseAsync);
    }

    private static async Task AssertExhaustedAsync(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => call().InTime());
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.NotEmpty(exception.Status.Detail);
    }
}
