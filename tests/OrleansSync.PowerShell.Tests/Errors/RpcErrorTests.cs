using System.Management.Automation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using Status = Google.Rpc.Status;

namespace OrleansSync.PowerShell.Tests.Errors;

public sealed class RpcErrorTests
{
    [Fact]
    public void Read_RichStatus_TellsAllOfIt()
    {
        var error = RpcErrors.Read(
            Failure(
                StatusCode.InvalidArgument,
                "2 fields are wrong.",
                new ErrorInfo { Type = "REQUEST_ID_REUSED" },
                new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "a.b", Description = "is empty." }, new BadRequest.Types.FieldViolation { Field = "c", Description = "is long." } } },
                new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) },
                new RequestInfo { RequestId = "42" }),
            "orders");

        Assert.Equal(("RequestIdReused", ErrorCategory.InvalidArgument, "orders", "42", TimeSpan.FromSeconds(2)), (error.Id, error.Category, error.Target, error.RequestId, error.RetryDelay));
        Assert.Equal(["a.b: is empty.", "c: is long."], error.Violations.Select(violation => $"{violation}"));
        Assert.Contains("a.b: is empty.", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsFatal);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, ErrorCategory.ObjectNotFound, false)]
    [InlineData(StatusCode.AlreadyExists, ErrorCategory.ResourceExists, false)]
    [InlineData(StatusCode.Aborted, ErrorCategory.InvalidData, false)]
    [InlineData(StatusCode.FailedPrecondition, ErrorCategory.InvalidOperation, false)]
    [InlineData(StatusCode.Unauthenticated, ErrorCategory.AuthenticationError, true)]
    [InlineData(StatusCode.PermissionDenied, ErrorCategory.PermissionDenied, false)]
    [InlineData(StatusCode.ResourceExhausted, ErrorCategory.LimitsExceeded, false)]
    [InlineData(StatusCode.Unavailable, ErrorCategory.ResourceUnavailable, true)]
    [InlineData(StatusCode.DeadlineExceeded, ErrorCategory.OperationTimeout, false)]
    [InlineData(StatusCode.Unimplemented, ErrorCategory.NotImplemented, false)]
    public void Read_StatusAlone_HasItsCategoryAndItsNameAsId(StatusCode code, ErrorCategory category, bool isFatal)
    {
        var error = RpcErrors.Read(new RpcException(new Grpc.Core.Status(code, "")), target: null);

        Assert.Equal(($"{code}", category, isFatal), (error.Id, error.Category, error.IsFatal));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Read_DatabaseThatCannotBeUsedNow_LetsThePipelineGoOn() =>
        Assert.False(RpcErrors.Read(Failure(StatusCode.Unavailable, "Later.", new ErrorInfo { Type = "TABLE_UNAVAILABLE" }), target: null).IsFatal);

    [Fact]
    public void Read_DetailsThatAreCutOff_FallsBackToTheStatus()
    {
        var whole = Failure(StatusCode.NotFound, "There is no such thing.", new ErrorInfo { Type = "NOT_FOUND" }).Trailers[0].ValueBytes;
        var error = RpcErrors.Read(new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "There is no such thing."), new Metadata { { "grpc-status-details-bin", whole[..^3] } }), target: null);

        Assert.Equal(("NotFound", "There is no such thing."), (error.Id, error.Message));
    }

    internal static RpcException Failure(StatusCode code, string message, params IMessage[] details)
    {
        var status = new Status { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } };
        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
