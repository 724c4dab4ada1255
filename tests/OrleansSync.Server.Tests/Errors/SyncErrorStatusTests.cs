using Grpc.Core;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Errors;

namespace OrleansSync.Server.Tests.Errors;

public sealed class SyncErrorStatusTests
{
    [Fact]
    public void Of_EveryError_HasAStatusOtherThanInternal() => Assert.All(
        Enum.GetValues<SyncError>(), error => Assert.DoesNotContain(SyncErrorStatus.Of(error), new[] { StatusCode.OK, StatusCode.Unknown, StatusCode.Internal }));

    [Theory]
    [InlineData(SyncError.EtagMismatch, "ETAG_MISMATCH")]
    [InlineData(SyncError.RequestIdReused, "REQUEST_ID_REUSED")]
    public void ReasonOf_Error_IsItsNameInUpperSnakeCase(SyncError error, string reason) => Assert.Equal(reason, SyncErrorStatus.ReasonOf(error));
}
