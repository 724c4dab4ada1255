using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Client;

/// <summary>What a client makes of answers that no gRPC server would give.</summary>
public class OddServerTests
{
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(431, StatusCode.Internal)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(302, StatusCode.Unknown)]
    public async Task Say_HttpStatus_IsMapped(int httpStatus, StatusCode expected)
    {
        var exception = await CallAsync(context =>
        {
            context.Response.StatusCode = httpStatus;
            return Task.CompletedTask;
        });

        Assert.Equal(expected, exception.StatusCode);
        Assert.Contains($"{httpStatus}", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_GrpcStatusBesideAnHttpStatus_Wins()
    {
        var exception = await CallAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers["grpc-status"] = "5";
            context.Response.Headers["grpc-message"] = "not%20here";
            context.Response.Headers["hint"] = "x";
            return Task.CompletedTask;
        });

        Assert.Equal((StatusCode.NotFound, "not here", "x"), (exception.StatusCode, exception.Status.Detail, exception.Trailers.GetValue("hint")));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData(null)]
    public async Task Say_OtherContentType_IsCancelled(string? contentType)
    {
        var exception = await CallAsync(context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync("<html>");
        });

        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
    }

    [Fact]
    public async Task Say_NoStatusAtTheEnd_IsCancelled()
    {
        var exception = await CallAsync(context => WriteAsync(context, RawRequest.Frame(new Payload())));

        Assert.Equal((StatusCode.Cancelled, "No grpc-status found on response."), (exception.StatusCode, exception.Status.Detail));
    }

    [Fact]
    public async Task Say_StatusOkWithoutMessage_IsInternal()
    {
        var exception = await CallAsync(async context =>
        {
            await WriteAsync(context, []);
            context.Response.AppendTrailer("grpc-status", "0");
        });

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
    }

    [Fact]
    public async Task Say_StatusOkInTheHeaders_IsInternal()
    {
        var exception = await CallAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        });

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
    }

    public static TheoryData<string, byte[], StatusCode> BadBodies => new()
    {
        // The exception of the protobuf parser is an IOException, and those stand for a lost connection.
        { "garbage", RawRequest.Frame([0xff, 0xff, 0xff]), StatusCode.Unavailable },
        { "half a prefix", [0, 0], StatusCode.Internal },
        { "half a message", [0, 0, 0, 0, 9, 1], StatusCode.Internal },
        { "two messages", [.. RawRequest.Frame(new Payload()), .. RawRequest.Frame(new Payload())], StatusCode.Internal },
        { "an unknown flag", RawRequest.Frame([], flag: 7), StatusCode.Internal },
        { "compressed without an encoding", RawRequest.Frame([1], flag: 1), StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Say_BadBody_EndsWithAStatus(string what, byte[] body, StatusCode expected)
    {
        var exception = await CallAsync(async context =>
        {
            await WriteAsync(context, body);
            context.Response.AppendTrailer("grpc-status", "0");
        });

        Assert.True(exception.StatusCode == expected, $"{what}: {exception.Status}");
    }

    [Fact]
    public async Task Say_UnknownEncoding_IsUnimplemented()
    {
        var exception = await CallAsync(context =>
        {
            context.Response.Headers["grpc-encoding"] = "snappy";
            return WriteAsync(context, RawRequest.Frame([1], flag: 1));
        });

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Theory]
    [InlineData(0x0, StatusCode.Internal)]
    [InlineData(0x1, StatusCode.Internal)]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public async Task Say_StreamReset_IsMapped(int errorCode, StatusCode expected)
    {
        var exception = await CallAsync(async context =>
        {
            await WriteAsync(context, [0, 0]);
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode);
        });

        Assert.Equal(expected, exception.StatusCode);
    }

    [Fact]
    public async Task Say_ConnectionRefused_IsUnavailableWithADetail()
    {
        // Taken and let go: nobody listens there now.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

        using var call = new Probes.ProbesClient(channel).SayAsync(new Payload());
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.NotEmpty(exception.Status.Detail);
        Assert.NotNull(exception.Status.DebugException);
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseHeadersAsync.InTime());
    }

    [Fact]
    public async Task Say_ServerSpeaksHttp1Only_Fails()
    {
        await using var server = await TestServer.StartRawAsync(services => services.AddRouting(), app => app.Run(_ => Task.CompletedTask), HttpProtocols.Http1);

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Contains(exception.StatusCode, new[] { StatusCode.Internal, StatusCode.Unavailable });
    }

    [Fact]
    public async Task Say_ServerKnowsNoDeadlines_ClientGivesUp()
    {
        var gone = new TaskCompletionSource();
        await using var server = await TestServer.StartRawAsync(services => services.AddRouting(), app => app.Run(async context =>
        {
            using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        }));

        using var call = server.Probes.SayAsync(new Payload(), deadline: Limits.UtcNow.AddSeconds(1));
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await gone.Task.InTime();
    }

    [Fact]
    public async Task Say_Request_LooksAsTheProtocolWants()
    {
        HttpRequest? seen = null;
        await CallAsync(
            context =>
            {
                seen = context.Request;
                Assert.Equal(("POST", "/standins.probe.v1.Probes/Say", "HTTP/2"), (seen.Method, seen.Path.Value, seen.Protocol));
                Assert.Equal("application/grpc", seen.ContentType);
                Assert.Equal("trailers", seen.Headers.TE);
                Assert.Null(seen.ContentLength);
                Assert.StartsWith("identity,gzip", seen.Headers["grpc-accept-encoding"].ToString(), StringComparison.Ordinal);
                Assert.Equal(["AP8="], seen.Headers["raw-bin"].AsEnumerable());
                Assert.Matches("^[0-9]{1,8}[HMSmun]$", seen.Headers["grpc-timeout"].ToString());
                context.Response.StatusCode = 401;
                return Task.CompletedTask;
            },
            StatusCode.Unauthenticated);

        Assert.NotNull(seen);
    }

    private static async Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        await context.Response.Body.WriteAsync(body);
        await context.Response.Body.FlushAsync();
    }

    private static async Task<RpcException> CallAsync(RequestDelegate answer, StatusCode? expected = null)
    {
        await using var server = await TestServer.StartRawAsync(services => services.AddRouting(), app => app.Run(answer));
        var headers = new Metadata { { "raw-bin", [0, 255] } };
        var unary = await Assert.ThrowsAsync<RpcException>(() => server.Probes.SayAsync(new Payload(), headers, Limits.UtcNow.AddMinutes(1)).ResponseAsync.InTime());
        Assert.Equal(expected ?? unary.StatusCode, unary.StatusCode);
        return unary;
    }
}
