using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Interop;

/// <summary>Our client, grpc-js as server: every kind of call and every way to fail.</summary>
public sealed class GrpcJsServerTests : IAsyncLifetime
{
    private readonly List<GrpcChannel> channels = [];
    private Peer? peer;

    private Peer Js => peer ??= Peer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        await (peer?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [NodeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_EachKind_Answers(bool tls)
    {
        using var certificate = TestCertificate.Create();
        var address = await Js.ServeAsync(tls ? new { ca = certificate.ExportCertificatePem(), key = certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() } : null, tls);
        var probes = Connect(address, options => options.HttpHandler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() },
        });

        Assert.Equal("ä", (await probes.SayAsync(new Payload { Text = "ä" })).Text);
        using var count = probes.Count(new Payload { Text = "count:3:10" });
        Assert.Equal(["1", "2", "3"], (await count.ResponseStream.ReadAllAsync().ToListAsync()).Select(message => message.Text));
        using var collect = probes.Collect();
        await collect.RequestStream.WriteAsync(new Payload { Text = "a" });
        await collect.RequestStream.WriteAsync(new Payload { Text = "b" });
        await collect.RequestStream.CompleteAsync();
        Assert.Equal("a,b", (await collect).Text);
        using var chat = probes.Chat();
        await chat.RequestStream.WriteAsync(new Payload { Text = "question" });
        Assert.True(await chat.ResponseStream.MoveNext(CancellationToken.None).InTime());
        Assert.Equal("question", chat.ResponseStream.Current.Text);
        await chat.RequestStream.CompleteAsync();
        Assert.True(await chat.ResponseStream.MoveNext(CancellationToken.None).InTime());
        Assert.Equal("after the half-close", chat.ResponseStream.Current.Text);
        Assert.False(await chat.ResponseStream.MoveNext(CancellationToken.None).InTime());
        Assert.Equal(StatusCode.OK, chat.GetStatus().StatusCode);
    }

    [NodeFact]
    public async Task Call_ServerFails_StatusDetailsAndTrailersArrive()
    {
        var probes = Connect(await Js.ServeAsync());
        var fail = new Payload { Text = "fail:FAILED_PRECONDITION:50 % – 注文" };
        using var collect = probes.Collect();
        await collect.RequestStream.WriteAsync(fail);
        using var chat = probes.Chat();
        await chat.RequestStream.WriteAsync(fail);

        foreach (var call in new Func<Task>[] { () => probes.SayAsync(fail).ResponseAsync, () => collect.ResponseAsync, () => chat.ResponseStream.MoveNext(CancellationToken.None) })
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => call().InTime());
            Assert.Equal((StatusCode.FailedPrecondition, "50 % – 注文"), (error.StatusCode, error.Status.Detail));
            Assert.Equal("because", error.Trailers.GetValue("why"));
            Assert.Equal([0, 1, 255], error.Trailers.GetValueBytes("why-bin"));
        }
    }

    [NodeFact]
    public async Task Count_FailsAfterMessages_MessagesArriveFirst()
    {
        var probes = Connect(await Js.ServeAsync());
        using var call = probes.Count(new Payload { Text = "fail:2:10" });

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).InTime());

        Assert.Equal((StatusCode.Aborted, "late"), (error.StatusCode, error.Status.Detail));
    }

    [NodeFact]
    public async Task Say_DeadlinePasses_BothSidesGiveUp()
    {
        var probes = Connect(await Js.ServeAsync());

        var error = await Assert.ThrowsAsync<RpcException>(() => probes.SayAsync(new Payload { Text = "hang" }, deadline: Limits.UtcNow.AddMilliseconds(300)).ResponseAsync.InTime());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await Js.EventAsync("cancelled");
    }

    [NodeFact]
    public async Task Say_TokenCancelled_ServerIsCancelled()
    {
        var probes = Connect(await Js.ServeAsync());
        using var stop = new CancellationTokenSource();
        var call = probes.SayAsync(new Payload { Text = "hang" }, cancellationToken: stop.Token).ResponseAsync;
        await Js.EventAsync("hanging");
        await stop.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.InTime())).StatusCode);
        await Js.EventAsync("cancelled");
    }

    [NodeFact]
    public async Task Count_DisposedEarly_ServerIsCancelled()
    {
        var probes = Connect(await Js.ServeAsync());
        using (var call = probes.Count(new Payload { Text = "hang:1:1" }))
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
            await Js.EventAsync("hanging");
        }

        await Js.EventAsync("cancelled");
    }

    [NodeFact]
    public async Task Collect_ServerAnswersEarly_ClientGetsTheAnswer()
    {
        var probes = Connect(await Js.ServeAsync());
        using var call = probes.Collect();
        await call.RequestStream.WriteAsync(new Payload { Text = "enough" });

        Assert.Equal("enough", (await call.ResponseAsync.InTime()).Text);
    }

    [NodeFact]
    public async Task Connection_LostAndServerBack_NextCallConnectsAgain()
    {
        var address = await Js.ServeAsync();
        var probes = Connect(address);
        var call = probes.SayAsync(new Payload { Text = "hang" }).ResponseAsync;
        await Js.EventAsync("hanging");
        await Js.SendAsync("shutdown", new { port = address.Port });

        var lost = await Assert.ThrowsAsync<RpcException>(() => call.InTime());
        Assert.Contains(lost.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Cancelled });
        var refused = await Assert.ThrowsAsync<RpcException>(() => probes.SayAsync(new Payload { Text = "x" }).ResponseAsync.InTime());
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);

        await Js.ServeAsync(new { port = address.Port });
        Assert.Equal("again", (await SayUntilConnectedAsync(probes).InTime()).Text);
    }

    [NodeFact]
    public async Task Connection_ServerProcessDies_CallsFail()
    {
        await using var doomed = Peer.Start();
        var probes = Connect(await doomed.ServeAsync());
        using var call = probes.Count(new Payload { Text = "hang:1:1" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
        await doomed.EventAsync("hanging");
        doomed.Kill();

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).InTime());
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [NodeFact]
    public async Task Forget_NotImplemented_SaysSo()
    {
        var probes = Connect(await Js.ServeAsync());

        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => probes.ForgetAsync(new Payload()).ResponseAsync.InTime())).StatusCode);
    }

    [NodeFact]
    public async Task Say_TooLargeEitherWay_IsResourceExhausted()
    {
        var address = await Js.ServeAsync(new { options = new Dictionary<string, int> { ["grpc.max_receive_message_length"] = 1000 } });
        var probes = Connect(address, options => options.MaxReceiveMessageSize = 1000);

        var request = await Assert.ThrowsAsync<RpcException>(() => probes.SayAsync(new Payload { Data = ByteString.CopyFrom(new byte[1001]) }).ResponseAsync.InTime());
        var response = await Assert.ThrowsAsync<RpcException>(() => probes.SayAsync(new Payload { Text = "size:1001" }).ResponseAsync.InTime());

        Assert.Equal((StatusCode.ResourceExhausted, StatusCode.ResourceExhausted), (request.StatusCode, response.StatusCode));
    }

    [NodeFact]
    public async Task Chat_LargeMessages_GoBothWays()
    {
        var probes = Connect(await Js.ServeAsync());
        using var call = probes.Chat();
        foreach (var size in new[] { 3_000_000, 3_500_000 })
        {
            await call.RequestStream.WriteAsync(new Payload { Data = ByteString.CopyFrom(new byte[size]) }).InTime();
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
            Assert.Equal(size, call.ResponseStream.Current.Data.Length);
        }
    }

    [NodeFact]
    public async Task Say_GzipResponse_IsRead()
    {
        var port = (await Js.SendAsync("serveGzip", new { })).GetInt32();
        var probes = Connect(new Uri($"http://127.0.0.1:{port}"));
        var request = new Payload { Text = "packed", Data = ByteString.CopyFrom(new byte[100_000]) };

        Assert.Equal(request, await probes.SayAsync(request).ResponseAsync.InTime());
    }

    [NodeFact]
    public async Task Say_Metadata_GoesBothWays()
    {
        byte[] bytes = [0, 1, 127, 128, 255];
        var probes = Connect(await Js.ServeAsync());
        using var call = probes.SayAsync(new Payload { Text = "headers" }, new Metadata { { "x-text", "plain" }, { "x-bin", bytes } });
        var headers = await call.ResponseHeadersAsync.InTime();
        await call.ResponseAsync.InTime();

        Assert.Equal("plain", headers.GetValue("x-text"));
        Assert.Equal(bytes, headers.GetValueBytes("x-bin"));
        Assert.Equal("plain", call.GetTrailers().GetValue("y-text"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("y-bin"));
    }

    [NodeFact]
    public async Task Count_WeDoNotRead_ServerWaitsAndThenSendsAll()
    {
        const int Messages = 400;
        var probes = Connect(await Js.ServeAsync());
        using var call = probes.Count(new Payload { Text = $"count:{Messages}:65536" });
        await Js.EventAsync("full");

        var read = await call.ResponseStream.ReadAllAsync().ToListAsync().AsTask().InTime();

        Assert.Equal(Enumerable.Range(1, Messages).Select(number => $"{number}"), read.Select(message => message.Text));
        await Js.EventAsync("all written");
    }

    [NodeFact]
    public async Task Chat_KeepAlive_HoldsAnIdleCallOpen()
    {
        var probes = Connect(await Js.ServeAsync(), options => options.HttpHandler = new SocketsHttpHandler
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(1),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        });
        using var call = probes.Chat();
        await call.RequestStream.WriteAsync(new Payload { Text = "first" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());
        await Js.SendAsync("pass", new { milliseconds = 2500 });
        await call.RequestStream.WriteAsync(new Payload { Text = "still there" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).InTime());

        Assert.Equal("still there", call.ResponseStream.Current.Text);
    }

    // The package fails calls for about a second after a connection was refused; the stand-in connects at once.
    private static async Task<Payload> SayUntilConnectedAsync(Probes.ProbesClient probes)
    {
        while (true)
        {
            try
            {
                return await probes.SayAsync(new Payload { Text = "again" });
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }

    private Probes.ProbesClient Connect(Uri address, Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        options.DisposeHttpClient = options.HttpHandler is not null;
        var channel = GrpcChannel.ForAddress(address, options);
        channels.Add(channel);
        return new Probes.ProbesClient(channel);
    }
}
