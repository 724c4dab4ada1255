using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sessions;
using OrleansSync.PowerShell.Tests.Errors;

namespace OrleansSync.PowerShell.Tests.Sessions;

public sealed class RepeaterTests : IDisposable
{
    private readonly OSyncSession session = new(
        GrpcChannel.ForAddress("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1"), "key", TimeSpan.FromSeconds(30), TimeProvider.System, new RandomRequestIds());

    private int calls;

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task Call_NobodyAnswersTwice_IsRepeated()
    {
        Assert.Equal(3, await CallAsync(2, new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "nobody"))));
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Call_NobodyEverAnswers_EndsAfterFour()
    {
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(int.MaxValue, new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "nobody"))));
        Assert.Equal(4, calls);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Internal)]
    public async Task Call_ThatWasAnswered_IsNotRepeated(StatusCode code)
    {
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(1, new RpcException(new Grpc.Core.Status(code, "no"))));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Call_ThatIsToWaitLong_IsLeftToTheCaller()
    {
        var failure = RpcErrorTests.Failure(StatusCode.Unavailable, "later", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)) });
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(1, failure));
        Assert.Equal(1, calls);
    }

    // Answers with the number of the call after so many failures.
    private Task<int> CallAsync(int failures, RpcException failure) => Repeater.CallAsync(
        session,
        (_, _) => new AsyncUnaryCall<int>(
            ++calls <= failures ? Task.FromException<int>(failure) : Task.FromResult(calls),
            Task.FromResult(new Metadata()),
            () => Grpc.Core.Status.DefaultSuccess,
            () => [],
            () => { }),
        isLimited: false,
        CancellationToken.None);
}
