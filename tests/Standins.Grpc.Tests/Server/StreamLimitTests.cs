using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Server;

/// <summary>The server's limits for plain requests do not hold for streams.</summary>
public class StreamLimitTests
{
    [Fact]
    public async Task Collect_MoreBytesThanABodyMayHave_AreRead()
    {
        await using var server = await TestServer.StartAsync(services: services => services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = 1000));
        var kilobyte = new Payload { Text = "x", Data = ByteString.CopyFrom(new byte[1000]) };

        using var call = server.Probes.Collect();
        for (var number = 0; number < 5; number++)
        {
            await call.RequestStream.WriteAsync(kilobyte).InTime();
        }

        await call.RequestStream.CompleteAsync().InTime();
        Assert.Equal("x,x,x,x,x", (await call.ResponseAsync.InTime()).Text);
    }

    [Fact]
    public async Task Chat_LongerThanARequestMayLast_GoesOn()
    {
        var timedOut = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(
            handlers => handlers.Say = async (request, context) =>
            {
                using var registration = context.CancellationToken.Register(() => timedOut.TrySetResult());
                await timedOut.Task;
                return request;
            },
            services: services => services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(100) }),
            map: app =>
            {
                app.UseRequestTimeouts();
                app.MapGrpcService<ProbeService>();
            });
        var client = server.Probes;

        using var call = client.Chat();
        await call.RequestStream.WriteAsync(new Payload { Text = "a" }).InTime();
        Assert.True(await call.ResponseStream.MoveNext().InTime());

        // A plain request times out: so much time has passed.
        using var plain = client.SayAsync(new Payload());
        await timedOut.Task.InTime();
        await call.RequestStream.WriteAsync(new Payload { Text = "b" }).InTime();

        Assert.True(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal("b", call.ResponseStream.Current.Text);
    }

    [Fact]
    public async Task MoveNext_CancelledOnTheServer_NextReadGoesOn()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = async (requests, responses, _) =>
        {
            using var source = new CancellationTokenSource();
            var read = requests.MoveNext(source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            await responses.WriteAsync(new Payload { Text = "cancelled" });
            Assert.True(await requests.MoveNext());
            await responses.WriteAsync(requests.Current);
        });

        using var call = server.Probes.Chat();
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal("cancelled", call.ResponseStream.Current.Text);
        await call.RequestStream.WriteAsync(new Payload { Text = "after" }).InTime();

        Assert.True(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal("after", call.ResponseStream.Current.Text);
    }
}
