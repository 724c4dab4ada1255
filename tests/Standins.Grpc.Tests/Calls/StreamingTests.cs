using Google.Protobuf;
using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class StreamingTests
{
    [Fact]
    public async Task Count_SeveralMessages_ArriveInOrder()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (_, responses, context) =>
        {
            context.ResponseTrailers.Add("after", "all");
            for (var number = 0; number < 100; number++)
            {
                await responses.WriteAsync(new Payload { Text = $"{number}" });
            }
        });

        using var call = server.Probes.Count(new Payload());
        var texts = await ReadAsync(call.ResponseStream).InTime();

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), texts);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("all", call.GetTrailers().GetValue("after"));
        Assert.False(await call.ResponseStream.MoveNext().InTime());
    }

    [Fact]
    public async Task Count_NoMessages_EndsAtOnce()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = (_, _, _) => Task.CompletedTask);

        using var call = server.Probes.Count(new Payload());

        Assert.False(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Count_FailsAfterMessages_MessagesFirstThenStatusAndTrailers()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (_, responses, _) =>
        {
            await responses.WriteAsync(new Payload { Text = "one" });
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "enough"), new Metadata { { "retry-bin", [7] } });
        });

        using var call = server.Probes.Count(new Payload());
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal("one", call.ResponseStream.Current.Text);
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());

        Assert.Equal((StatusCode.ResourceExhausted, "enough"), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal([7], exception.Trailers.GetValueBytes("retry-bin"));
        Assert.Equal(StatusCode.ResourceExhausted, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Count_FailsBeforeMessages_FirstReadThrowsTheStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = (_, _, _) => throw new RpcException(new Status(StatusCode.NotFound, "no"), new Metadata { { "hint", "x" } }));

        using var call = server.Probes.Count(new Payload());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());

        Assert.Equal((StatusCode.NotFound, "x"), (exception.StatusCode, exception.Trailers.GetValue("hint")));
    }

    [Fact]
    public async Task MoveNext_WhileOneRuns_Throws()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = (_, _, _) => release.Task);

        using var call = server.Probes.Count(new Payload());
        var first = call.ResponseStream.MoveNext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.ResponseStream.MoveNext().InTime());
        release.SetResult();
        Assert.False(await first.InTime());
    }

    [Fact]
    public async Task Collect_HalfClose_EndsTheRequests()
    {
        await using var server = await TestServer.StartAsync();

        using var call = server.Probes.Collect();
        await call.RequestStream.WriteAsync(new Payload { Text = "a" }).InTime();
        await call.RequestStream.WriteAsync(new Payload { Text = "b" }, CancellationToken.None).InTime();
        Assert.False(call.ResponseAsync.IsCompleted);
        await call.RequestStream.CompleteAsync().InTime();

        Assert.Equal("a,b", (await call.ResponseAsync.InTime()).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new Payload()).InTime());
    }

    [Fact]
    public async Task Collect_ServerAnswersEarly_ClientGetsTheAnswer()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Collect = async (requests, _) =>
        {
            await requests.MoveNext();
            return requests.Current;
        });

        using var call = server.Probes.Collect();
        await call.RequestStream.WriteAsync(new Payload { Text = "first" }).InTime();

        Assert.Equal("first", (await call.ResponseAsync.InTime()).Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Collect_ServerFailsEarly_WritesTellTheStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Collect = (_, _) => throw new RpcException(new Status(StatusCode.FailedPrecondition, "closed")));

        using var call = server.Probes.Collect();
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new Payload()).InTime());

        Assert.Equal(StatusCode.FailedPrecondition, exception.StatusCode);
    }

    [Fact]
    public async Task Chat_Alternating_EachAnswerBeforeTheNextQuestion()
    {
        await using var server = await TestServer.StartAsync();

        using var call = server.Probes.Chat();
        for (var number = 0; number < 20; number++)
        {
            await call.RequestStream.WriteAsync(new Payload { Text = $"{number}" }).InTime();
            Assert.True(await call.ResponseStream.MoveNext().InTime());
            Assert.Equal($"{number}", call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync().InTime();
        Assert.False(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Chat_AfterHalfClose_ServerStillSends()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = async (requests, responses, _) =>
        {
            Assert.False(await requests.MoveNext());
            await responses.WriteAsync(new Payload { Text = "late" });
        });

        using var call = server.Probes.Chat();
        await call.RequestStream.CompleteAsync().InTime();

        Assert.Equal(["late"], await ReadAsync(call.ResponseStream).InTime());
    }

    [Fact]
    public async Task Chat_ServerEndsFirst_ClientSeesTheEnd()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = (_, responses, _) => responses.WriteAsync(new Payload { Text = "bye" }));

        using var call = server.Probes.Chat();

        Assert.Equal(["bye"], await ReadAsync(call.ResponseStream).InTime());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Chat_StreamsKeptByTheHandler_AreUselessAfterTheCall()
    {
        IAsyncStreamReader<Payload>? requests = null;
        IServerStreamWriter<Payload>? responses = null;
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = (reader, writer, _) =>
        {
            (requests, responses) = (reader, writer);
            return Task.CompletedTask;
        });

        using var call = server.Probes.Chat();
        Assert.False(await call.ResponseStream.MoveNext().InTime());

        await Assert.ThrowsAsync<InvalidOperationException>(() => requests!.MoveNext().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => responses!.WriteAsync(new Payload()).InTime());
    }

    [Fact]
    public async Task Count_ClientDoesNotRead_ServerWaits()
    {
        const int total = 64;
        var written = 0;
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (_, responses, _) =>
        {
            var megabyte = new Payload { Data = ByteString.CopyFrom(new byte[1024 * 1024]) };
            for (; written < total; Interlocked.Increment(ref written))
            {
                await responses.WriteAsync(megabyte);
            }
        });
        var client = server.Probes;

        using var call = client.Count(new Payload());
        Assert.True(await call.ResponseStream.MoveNext().InTime());

        // Round trips measure the time: when the count stands still for so many, the server waits.
        for (var (still, before) = (0, -1); still < 300;)
        {
            await client.SayAsync(new Payload()).ResponseAsync.InTime();
            var now = Volatile.Read(ref written);
            still = now == before ? still + 1 : 0;
            before = now;
        }

        Assert.InRange(Volatile.Read(ref written), 0, total - 1);
        Assert.Equal(total - 1, (await ReadAsync(call.ResponseStream).InTime()).Count);
    }

    private static async Task<List<string>> ReadAsync(IAsyncStreamReader<Payload> responses)
    {
        var texts = new List<string>();
        await foreach (var response in responses.ReadAllAsync())
        {
            texts.Add(response.Text);
        }

        return texts;
    }
}
