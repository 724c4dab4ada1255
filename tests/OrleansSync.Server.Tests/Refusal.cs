using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace OrleansSync.Server.Tests;

/// <summary>A refused call as its caller sees it, details unpacked.</summary>
internal sealed record Refusal(StatusCode Code, string Message, string Reason, string RequestId, IReadOnlyList<(string Field, string Problem)> Fields, TimeSpan? RetryAfter)
{
    public static async Task<Refusal> OfAsync(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        var trailer = exception.Trailers.FirstOrDefault(entry => entry.Key == "grpc-status-details-bin");
        if (trailer is null)
        {
            return new Refusal(exception.StatusCode, exception.Status.Detail, "", "", [], null);
        }

        var status = Google.Rpc.Status.Parser.ParseFrom(trailer.ValueBytes);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Equal(exception.Status.Detail, status.Message);
        var info = Find<ErrorInfo>(status) ?? new ErrorInfo();
        Assert.Equal("orleanssync", info.Domain);
        var fields = Find<BadRequest>(status)?.FieldViolations.Select(violation => (violation.Field, violation.Description)) ?? [];
        return new Refusal(exception.StatusCode, status.Message, info.Type, Find<RequestInfo>(status)?.RequestId ?? "", [.. fields], Find<RetryInfo>(status)?.RetryDelay.ToTimeSpan());
    }

    private static T? Find<T>(Google.Rpc.Status status)
        where T : class, IMessage, new() => status.Details.Where(detail => detail.Is(new T().Descriptor)).Select(detail => detail.Unpack<T>()).FirstOrDefault();
}
