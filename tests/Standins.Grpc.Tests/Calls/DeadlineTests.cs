using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class DeadlineTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Say_ServerDoesNotAnswer_BothSidesGiveUp()
    {
        var given = new TaskCompletionSource<DateTime>();
        var cancelled = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, context) =>
        {
            given.SetResult(context.Deadline);
            context.CancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return request;
        });
        var deadline = Limits.UtcNow + Short;

        using var call = server.Probes.SayAsync(new Payload(), deadline: deadline);
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
        Assert.True(Limits.UtcNow >= deadline);
        Assert.InRange(await given.Task.InTime(), deadline - Short, deadline + Limits.Wait);
        await cancelled.Task.InTime();
    }

    [Fact]
    public async Task Say_DeadlinePassedBefore_NeverReachesTheServer()
    {
        var calls = 0;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, _) =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(request);
        });
        var client = server.Probes;

        var exception = await Assert.ThrowsAsync<RpcException>(() => client.SayAsync(new Payload(), deadline: Limits.UtcNow.AddSeconds(-1)).ResponseAsync.InTime());
        await client.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Say_LocalTime_Throws()
    {
        await using var server = await TestServer.StartAsync();
        var local = DateTime.SpecifyKind(Limits.UtcNow.AddMinutes(1), DateTimeKind.Local);

        Assert.Throws<InvalidOperationException>(() => server.Probes.SayAsync(new Payload(), deadline: local));
    }

    [Fact]
    public async Task Say_NoDeadline_ServerSeesNone()
    {
        var deadline = DateTime.MinValue;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            deadline = context.Deadline;
            return Task.FromResult(request);
        });

        await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.Equal(DateTime.MaxValue, deadline);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(90_000)]
    [InlineData(60 * 60 * 24 * 365)]
    public async Task Say_LongDeadline_TravelsWithoutLoss(int seconds)
    {
        var seen = DateTime.MinValue;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen = context.Deadline;
            return Task.FromResult(request);
        });
        var deadline = Limits.UtcNow.AddSeconds(seconds);

        await server.Probes.SayAsync(new Payload(), deadline: deadline).ResponseAsync.InTime();

        // The protocol has room for a few digits only.
        var tolerance = TimeSpan.FromSeconds(5) + TimeSpan.FromSeconds(seconds * 0.01);
        Assert.InRange(seen, deadline - TimeSpan.FromSeconds(1), deadline + tolerance);
    }

    [Theory]
    [InlineData("100m")]
    [InlineData("100000u")]
    [InlineData("99999999n")]
    public async Task Say_OnlyTheServerKnowsTheDeadline_ServerEndsTheCall(string timeout)
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, context) =>
        {
            context.CancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return request;
        });

        var response = await RawRequest.PostAsync(server.Address, RawRequest.Frame(new Payload()), headers: headers => headers.TryAddWithoutValidation("grpc-timeout", timeout));

        Assert.Equal("4", RawRequest.StatusOf(response));
        await cancelled.Task.InTime();
    }

    [Fact]
    public async Task Count_DeadlineAfterMessages_ReaderGetsThemAndThenTheStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, context) =>
        {
            await responses.WriteAsync(request);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        });

        using var call = server.Probes.Count(new Payload { Text = "one" }, deadline: Limits.UtcNow.AddSeconds(1));

        Assert.True(await call.ResponseStream.MoveNext().InTime());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Fact]
    public async Task Chat_DeadlinePasses_WritesTellSo()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Chat = (_, _, context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken));

        using var call = server.Probes.Chat(deadline: Limits.UtcNow + Short);
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().InTime());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new Payload()).InTime());

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Fact]
    public async Task Say_AnswerInTime_DeadlineDoesNothing()
    {
        await using var server = await TestServer.StartAsync();

        using var call = server.Probes.SayAsync(new Payload { Text = "a" }, deadline: Limits.UtcNow.AddMinutes(1));

        Assert.Equal("a", (await call.ResponseAsync.InTime()).Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }
}
