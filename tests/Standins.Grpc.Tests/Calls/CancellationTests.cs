using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class CancellationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_TokenCancelled_BothSidesStop(bool hasDeadline)
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) => probe.HangAsync<Payload>(context));
        using var source = new CancellationTokenSource();

        using var call = server.Probes.SayAsync(new Payload(), deadline: hasDeadline ? Limits.UtcNow.AddHours(1) : null, cancellationToken: source.Token);
        await probe.Started.InTime();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task Say_TokenCancelledBefore_NeverReachesTheServer()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new InvalidOperationException("reached"));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload(), cancellationToken: new CancellationToken(true)).ResponseAsync.InTime());

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
    }

    [Fact]
    public async Task Say_OperationCanceledWanted_ThrowsItWithTheToken()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) => probe.HangAsync<Payload>(context));
        var client = new Probes.ProbesClient(server.Connect(options => options.ThrowOperationCanceledOnCancellation = true));
        using var source = new CancellationTokenSource();

        using var call = client.SayAsync(new Payload(), cancellationToken: source.Token);
        await probe.Started.InTime();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ResponseAsync.InTime());

        Assert.Equal(source.Token, exception.CancellationToken);
        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task Say_OperationCanceledWanted_DeadlineThrowsItToo()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) => probe.HangAsync<Payload>(context));
        var client = new Probes.ProbesClient(server.Connect(options => options.ThrowOperationCanceledOnCancellation = true));

        using var call = client.SayAsync(new Payload(), deadline: Limits.UtcNow.AddMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ResponseAsync.InTime());
        Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Say_OperationCanceledWanted_ServersOwnCancelledStaysAStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new RpcException(new Status(StatusCode.Cancelled, "mine")));
        var client = new Probes.ProbesClient(server.Connect(options => options.ThrowOperationCanceledOnCancellation = true));

        var exception = await Assert.ThrowsAsync<RpcException>(() => client.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal("mine", exception.Status.Detail);
    }

    [Fact]
    public async Task MoveNext_TokenCancelled_EndsTheWholeCall()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = (_, _, context) => probe.HangAsync<Payload>(context));
        using var source = new CancellationTokenSource();

        using var call = server.Probes.Count(new Payload());
        var read = call.ResponseStream.MoveNext(source.Token);
        await probe.Started.InTime();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAsync<RpcException>(() => read.InTime());

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        await probe.Cancelled.InTime();
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());
    }

    [Fact]
    public async Task MoveNext_OperationCanceledWanted_ThrowsItWithTheReadersToken()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = (_, _, context) => probe.HangAsync<Payload>(context));
        var client = new Probes.ProbesClient(server.Connect(options => options.ThrowOperationCanceledOnCancellation = true));
        using var source = new CancellationTokenSource();

        using var call = client.Count(new Payload());
        var read = call.ResponseStream.MoveNext(source.Token);
        await probe.Started.InTime();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.InTime());

        Assert.Equal(source.Token, exception.CancellationToken);
        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task ReadAllAsync_LeftEarlyAndDisposed_ServerIsCancelled()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, context) =>
        {
            await responses.WriteAsync(request);
            await probe.HangAsync<Payload>(context);
        });

        using (var call = server.Probes.Count(new Payload()))
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync())
            {
                break;
            }

            call.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call.ResponseStream.MoveNext().InTime());
            Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        }

        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task Collect_TokenCancelledWhileTheServerReads_ServerIsCancelled()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Collect = async (requests, context) =>
        {
            await requests.MoveNext();
            return await probe.HangAsync<Payload>(context);
        });
        using var source = new CancellationTokenSource();

        using var call = server.Probes.Collect(cancellationToken: source.Token);
        await call.RequestStream.WriteAsync(new Payload()).InTime();
        await probe.Started.InTime();
        await source.CancelAsync();

        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());
        await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new Payload()).InTime());
        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task Dispose_Channel_RunningCallsEndOnBothSides()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) => probe.HangAsync<Payload>(context));
        var channel = server.Connect();
        var client = new Probes.ProbesClient(channel);

        using var call = client.SayAsync(new Payload());
        await probe.Started.InTime();
        channel.Dispose();

        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());
        await probe.Cancelled.InTime();
        Assert.Throws<ObjectDisposedException>(() => client.SayAsync(new Payload()));
    }

    [Fact]
    public async Task Connection_Lost_ServerIsCancelledAndClientSeesUnavailable()
    {
        var probe = new HangingCall();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) => probe.HangAsync<Payload>(context));
        Stream? connection = null;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return connection = new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new Probes.ProbesClient(server.Connect(options => (options.HttpHandler, options.DisposeHttpClient) = (handler, true)));

        using var call = client.SayAsync(new Payload());
        await probe.Started.InTime();
        await connection!.DisposeAsync();
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Contains(exception.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal });
        await probe.Cancelled.InTime();
    }

    [Fact]
    public async Task WriteAsync_ClientGone_ServerStopsWriting()
    {
        var stopped = new TaskCompletionSource<Exception>();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, _) =>
        {
            try
            {
                while (true)
                {
                    await responses.WriteAsync(request);
                }
            }
            catch (Exception exception)
            {
                stopped.SetResult(exception);
                throw;
            }
        });

        using var call = server.Probes.Count(new Payload());
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        call.Dispose();

        Assert.True(await stopped.Task.InTime() is OperationCanceledException or InvalidOperationException);
    }

    [Fact]
    public async Task WriteAsync_ServersTokenCancelled_ClientSeesCancelled()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, _) =>
        {
            await responses.WriteAsync(request);
            await responses.WriteAsync(request, new CancellationToken(true));
        });

        using var call = server.Probes.Count(new Payload());
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext().InTime())
            {
            }
        });

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
    }

    /// <summary>A handler that waits until its call is cancelled, and tells of both.</summary>
    private sealed class HangingCall
    {
        private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => started.Task;

        public Task Cancelled => cancelled.Task;

        public async Task<T> HangAsync<T>(ServerCallContext context)
        {
            using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
            started.TrySetResult();
            await cancelled.Task;
            throw new OperationCanceledException(context.CancellationToken);
        }
    }
}
