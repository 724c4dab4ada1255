using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class StatusTests
{
    public static TheoryData<StatusCode> Failures => [.. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Say_HandlerThrowsStatus_ClientGetsIt(StatusCode code)
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new RpcException(new Status(code, "why")));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal(code, exception.StatusCode);
        Assert.Equal("why", exception.Status.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100 % of it, ~ and \"quotes\"")]
    [InlineData("%41 is not A")]
    [InlineData("größer\nnext\tline")]
    [InlineData("日本語 🎉")]
    public async Task Say_Detail_SurvivesTheWire(string detail)
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new RpcException(new Status(StatusCode.Aborted, detail)));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal(detail, exception.Status.Detail);
    }

    [Fact]
    public async Task Say_StatusWithTrailers_ClientGetsThemAll()
    {
        byte[] details = [8, 3, 18, 1, 0x78];
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, context) =>
        {
            context.ResponseTrailers.Add("from-context", "a");
            throw new RpcException(new Status(StatusCode.InvalidArgument, "bad"), new Metadata { { "grpc-status-details-bin", details }, { "from-exception", "b" } });
        });

        using var call = server.Probes.SayAsync(new Payload());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal(details, exception.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("a", exception.Trailers.GetValue("from-context"));
        Assert.Equal("b", exception.Trailers.GetValue("from-exception"));
        Assert.Equal("b", call.GetTrailers().GetValue("from-exception"));
        Assert.Equal(StatusCode.InvalidArgument, call.GetStatus().StatusCode);
        Assert.Null(exception.Trailers.Get("grpc-status"));
    }

    [Fact]
    public async Task Say_HandlerThrowsAnythingElse_IsUnknownWithoutDetails()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new InvalidOperationException("secret"));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal(StatusCode.Unknown, exception.StatusCode);
        Assert.Equal("Exception was thrown by handler.", exception.Status.Detail);
    }

    [Fact]
    public async Task Say_HandlerThrowsWithDetailedErrors_TellsWhat()
    {
        await using var server = await TestServer.StartAsync(
            handlers => handlers.Say = (_, _) => throw new InvalidOperationException("outer", new FormatException("inner")),
            options => options.EnableDetailedErrors = true);

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal("Exception was thrown by handler. InvalidOperationException: outer FormatException: inner", exception.Status.Detail);
    }

    [Fact]
    public async Task Say_HandlerSetsStatusAndReturns_ClientGetsTheStatus()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            context.Status = new Status(StatusCode.DataLoss, "half");
            context.ResponseTrailers.Add("hint", "x");
            return Task.FromResult(request);
        });

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal((StatusCode.DataLoss, "half", "x"), (exception.StatusCode, exception.Status.Detail, exception.Trailers.GetValue("hint")));
    }

    [Fact]
    public async Task Say_HandlerReturnsNull_IsCancelled()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => Task.FromResult<Payload>(null!));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
    }

    [Fact]
    public async Task Forget_NotOverridden_IsUnimplemented()
    {
        await using var server = await TestServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.ForgetAsync(new Payload()).ResponseAsync.InTime());

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }
}
