using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Interop;

/// <summary>grpc-js as client, our server: every kind of call and every way to fail.</summary>
public sealed class GrpcJsClientTests : IAsyncLifetime
{
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Peer? peer;

    private Peer Js => peer ??= Peer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (peer?.DisposeAsync() ?? ValueTask.CompletedTask);

    [NodeTheory]
    [InlineData("Say", false)]
    [InlineData("Count", false)]
    [InlineData("Collect", false)]
    [InlineData("Chat", false)]
    [InlineData("Say", true)]
    [InlineData("Count", true)]
    [InlineData("Collect", true)]
    [InlineData("Chat", true)]
    public async Task Call_EachKind_Answers(string method, bool tls)
    {
        await using var server = await TestServer.StartAsync(tls: tls);

        var seen = await Js.CallAsync(method, server.Address, new { messages = new[] { new { text = "ä" }, new { text = "b" } }, ca = server.CertificatePem });

        Assert.Equal("OK", seen.Code);
        Assert.Equal(method switch { "Collect" => ["ä,b"], "Chat" => ["ä", "b"], _ => ["ä"] }, seen.Texts);
    }

    [NodeTheory]
    [InlineData("Say")]
    [InlineData("Count")]
    [InlineData("Collect")]
    [InlineData("Chat")]
    public async Task Call_HandlerFails_StatusDetailsAndTrailersArrive(string method)
    {
        var rich = new byte[] { 8, 3, 0, 255 };
        var failure = new RpcException(new Status(StatusCode.FailedPrecondition, "50 % – 注文\n"), new Metadata { { "grpc-status-details-bin", rich }, { "why", "because" } });
        await using var server = await TestServer.StartAsync(handlers =>
        {
            handlers.Say = (_, _) => throw failure;
            handlers.Count = (_, _, _) => throw failure;
            handlers.Collect = (_, _) => throw failure;
            handlers.Chat = (_, _, _) => throw failure;
        });

        var seen = await Js.CallAsync(method, server.Address);

        Assert.Equal(("FAILED_PRECONDITION", "50 % – 注文\n"), (seen.Code, seen.Details));
        Assert.Equal([Convert.ToBase64String(rich)], Seen.Values(seen.Trailers, "grpc-status-details-bin"));
        Assert.Equal(["because"], Seen.Values(seen.Trailers, "why"));
    }

    [NodeFact]
    public async Task Count_FailsAfterMessages_MessagesArriveFirst()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, _) =>
        {
            await responses.WriteAsync(request);
            throw new RpcException(new Status(StatusCode.Aborted, "late"));
        });

        var seen = await Js.CallAsync("Count", server.Address, new { messages = new[] { new { text = "first" } } });

        Assert.Equal(["first"], seen.Texts);
        Assert.Equal(("ABORTED", "late"), (seen.Code, seen.Details));
    }

    [NodeFact]
    public async Task Say_DeadlinePasses_BothSidesGiveUp()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = HangAsync);

        // Long enough for the call to reach the server on a busy machine: one that never did is not cancelled there.
        var seen = await Js.CallAsync("Say", server.Address, new { deadline = 3_000 });

        Assert.Equal("DEADLINE_EXCEEDED", seen.Code);
        await cancelled.Task.InTime();
    }

    [NodeFact]
    public async Task Chat_ClientCancels_ServerIsCancelled()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = async (requests, responses, context) =>
        {
            await requests.MoveNext(context.CancellationToken);
            await responses.WriteAsync(requests.Current);
            await HangAsync(requests.Current, context);
        });

        var seen = await Js.CallAsync("Chat", server.Address, new { open = true, cancelAfter = 1 });

        Assert.Equal("CANCELLED", seen.Code);
        await cancelled.Task.InTime();
    }

    [NodeFact]
    public async Task Chat_ServerEndsFirst_ClientSeesTheStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = (_, _, _) => throw new RpcException(new Status(StatusCode.Cancelled, "enough")));

        var seen = await Js.CallAsync("Chat", server.Address, new { open = true });

        Assert.Equal(("CANCELLED", "enough"), (seen.Code, seen.Details));
    }

    [NodeFact]
    public async Task Collect_HalfClose_EndsTheRequestsAndOnlyThen()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(handlers => handlers.Collect = async (requests, context) =>
        {
            var texts = new List<string>();
            await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            {
                texts.Add(request.Text);
                first.TrySetResult();
            }

            return new Payload { Text = string.Join(',', texts) };
        });

        var call = Js.CallAsync("Collect", server.Address, new { open = true, handle = "c", messages = new[] { new { text = "a" } } });
        await first.Task.InTime();
        Assert.False(call.IsCompleted);
        await Js.SendAsync("write", new { handle = "c", message = new { text = "b" } });
        await Js.SendAsync("end", new { handle = "c" });

        Assert.Equal(["a,b"], (await call).Texts);
    }

    [NodeFact]
    public async Task Connection_ClientProcessDies_ServerIsCancelled()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            started.TrySetResult();
            return HangAsync(request, context);
        });
        await using var doomed = Peer.Start();

        _ = doomed.CallAsync("Say", server.Address);
        await started.Task.InTime();
        doomed.Kill();

        await cancelled.Task.InTime();
    }

    [NodeFact]
    public async Task Connection_ServerGoesAndComesBack_ClientCallsAgain()
    {
        var first = await TestServer.StartAsync();
        var address = first.Address;
        var call = new { channel = "one", waitForReady = true, deadline = 10_000 };
        Assert.Equal("OK", (await Js.CallAsync("Say", address, call)).Code);
        await first.DisposeAsync();

        Assert.Equal("UNAVAILABLE", (await Js.CallAsync("Say", address, new { channel = "one" })).Code);
        await using var second = await TestServer.StartAsync(port: address.Port);

        Assert.Equal("OK", (await Js.CallAsync("Say", address, call)).Code);
    }

    [NodeFact]
    public async Task Forget_NotImplemented_SaysSo()
    {
        await using var server = await TestServer.StartAsync();
        await using var other = await TestServer.StartAsync(map: _ => { });

        Assert.Equal("UNIMPLEMENTED", (await Js.CallAsync("Forget", server.Address)).Code);
        Assert.Equal("UNIMPLEMENTED", (await Js.CallAsync("Say", other.Address)).Code);
    }

    [NodeTheory]
    [InlineData("Say")]
    [InlineData("Chat")]
    public async Task Call_RequestTooLarge_IsResourceExhausted(string method)
    {
        await using var server = await TestServer.StartAsync(options: options => options.MaxReceiveMessageSize = 1000);

        Assert.Equal("RESOURCE_EXHAUSTED", (await Js.CallAsync(method, server.Address, new { messages = new[] { new { size = 1001 } } })).Code);
        Assert.Equal("OK", (await Js.CallAsync(method, server.Address, new { messages = new[] { new { size = 900 } } })).Code);
    }

    [NodeFact]
    public async Task Say_ResponseTooLargeForTheClient_IsResourceExhaustedThere()
    {
        await using var server = await TestServer.StartAsync();
        var options = new Dictionary<string, int> { ["grpc.max_receive_message_length"] = 1000 };

        Assert.Equal("RESOURCE_EXHAUSTED", (await Js.CallAsync("Say", server.Address, new { options, messages = new[] { new { size = 1001 } } })).Code);
    }

    [NodeFact]
    public async Task Chat_LargeMessages_GoBothWays()
    {
        await using var server = await TestServer.StartAsync();

        var seen = await Js.CallAsync("Chat", server.Address, new { messages = new[] { new { size = 3_000_000 }, new { size = 3_500_000 } } });

        Assert.Equal([3_000_000, 3_500_000], seen.Messages.Select(message => message.Size));
    }

    [NodeTheory]
    [InlineData("Say")]
    [InlineData("Chat")]
    public async Task Call_GzipRequests_AreRead(string method)
    {
        var encodings = new ConcurrentBag<string?>();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            encodings.Add(context.GetHttpContext().Request.Headers["grpc-encoding"]);
            return Task.FromResult(request);
        });

        var seen = await Js.CallAsync(method, server.Address, new { options = new Dictionary<string, int> { ["grpc.default_compression_algorithm"] = 2 }, messages = new[] { new { text = "long", size = 100_000 } } });

        Assert.Equal("OK", seen.Code);
        Assert.Equal(100_000, seen.Messages.Single().Size);
        Assert.All(encodings, encoding => Assert.Equal("gzip", encoding));
    }

    [NodeFact]
    public async Task Say_Metadata_GoesBothWays()
    {
        byte[] bytes = [0, 1, 127, 128, 255];
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "y-bin", context.RequestHeaders.GetValueBytes("x-bin")! }, { "y", "one" }, { "y", "two" } });
            context.ResponseTrailers.Add("z-bin", bytes);
            return new Payload { Text = context.RequestHeaders.GetValue("x") };
        });

        var seen = await Js.CallAsync("Say", server.Address, new { metadata = new[] { new[] { "x", "plain" }, ["x-bin", Convert.ToBase64String(bytes)] } });

        Assert.Equal(["plain"], seen.Texts);
        Assert.Equal([Convert.ToBase64String(bytes)], Seen.Values(seen.Headers, "y-bin"));
        // node joins what has one name.
        Assert.Equal(["one, two"], Seen.Values(seen.Headers, "y"));
        Assert.Equal([Convert.ToBase64String(bytes)], Seen.Values(seen.Trailers, "z-bin"));
    }

    [NodeFact]
    public async Task Count_ClientDoesNotRead_ServerWaitsAndThenSendsAll()
    {
        const int Messages = 200;
        var written = 0;
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (_, responses, _) =>
        {
            for (; written < Messages; written++)
            {
                var write = responses.WriteAsync(new Payload { Data = ByteString.CopyFrom(new byte[64 * 1024]) });
                if (!write.IsCompleted && written > 0)
                {
                    stuck.TrySetResult();
                }

                await write;
            }
        });

        var call = Js.CallAsync("Count", server.Address, new { paused = true, handle = "slow" });
        await stuck.Task.InTime();
        await Js.EventAsync("headers");
        Assert.True(written < Messages, "Nothing held the server back.");
        await Js.SendAsync("read", new { handle = "slow" });

        var seen = await call;
        Assert.Equal((Messages, "OK"), (seen.Messages.Length, seen.Code));
    }

    [NodeFact]
    public async Task Chat_KeepAlive_HoldsAnIdleCallOpen()
    {
        await using var server = await TestServer.StartAsync();
        var options = new Dictionary<string, int> { ["grpc.keepalive_time_ms"] = 100, ["grpc.keepalive_timeout_ms"] = 10_000, ["grpc.keepalive_permit_without_calls"] = 1 };

        var call = Js.CallAsync("Chat", server.Address, new { open = true, handle = "idle", options });
        await Js.EventAsync("message 1");
        await Js.SendAsync("pass", new { milliseconds = 1000 });
        await Js.SendAsync("write", new { handle = "idle", message = new { text = "still there" } });
        await Js.SendAsync("end", new { handle = "idle" });

        var seen = await call;
        Assert.Equal(["", "still there"], seen.Texts);
        Assert.Equal("OK", seen.Code);
    }

    private async Task<Payload> HangAsync(Payload request, ServerCallContext context)
    {
        await using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        return request;
    }
}
