using Google.Protobuf;
using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class UnaryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_Message_ComesBack(bool tls)
    {
        await using var server = await TestServer.StartAsync(tls: tls);

        using var call = server.Probes.SayAsync(new Payload { Text = "grüße", Data = ByteString.CopyFrom(0, 255) });
        var reply = await call.ResponseAsync.InTime();

        Assert.Equal("grüße", reply.Text);
        Assert.Equal([0, 255], reply.Data.ToByteArray());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Empty(call.GetTrailers());
    }

    [Fact]
    public async Task Say_EmptyMessage_ComesBack()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(new Payload(), await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());
    }

    [Fact]
    public async Task Say_ThreeMegabytes_ComeBack()
    {
        await using var server = await TestServer.StartAsync();
        var data = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(data);

        var reply = await server.Probes.SayAsync(new Payload { Data = ByteString.CopyFrom(data) }).ResponseAsync.InTime();

        Assert.True(reply.Data.Span.SequenceEqual(data));
    }

    [Fact]
    public async Task Say_Blocking_Returns()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Probes;

        // The blocking method is the subject.
        var reply = await Task.Factory.StartNew(() => client.Say(new Payload { Text = "now" }), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).InTime();

        Assert.Equal("now", reply.Text);
    }

    [Fact]
    public async Task Say_ManyAtOnce_EachGetsItsOwn()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Probes;

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number => (await client.SayAsync(new Payload { Text = $"{number}" })).Text)).InTime();

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), replies);
    }

    [Fact]
    public async Task GetStatus_WhileRunning_Throws()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, _) =>
        {
            await release.Task;
            return request;
        });

        using var call = server.Probes.SayAsync(new Payload());

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
        release.SetResult();
        await call.ResponseAsync.InTime();
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }
}
