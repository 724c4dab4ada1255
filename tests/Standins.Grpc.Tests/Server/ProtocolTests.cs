using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;
using GrpcStatus = Grpc.Core.StatusCode;

namespace Standins.Tests.Server;

/// <summary>What a server answers to requests that no gRPC library would send.</summary>
public class ProtocolTests
{
    private static readonly byte[] Hello = RawRequest.Frame(new Payload { Text = "hello" });

    [Fact]
    public async Task Post_Message_IsAnsweredWithMessageAndTrailers()
    {
        await using var server = await TestServer.StartAsync();

        var response = await RawRequest.PostAsync(server.Address, Hello);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Hello, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.False(response.TrailingHeaders.Contains("grpc-message"));
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    public async Task Post_OtherGrpcContentTypes_AreServed(string contentType)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("0", RawRequest.StatusOf(await RawRequest.PostAsync(server.Address, Hello, contentType: contentType)));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpcx")]
    [InlineData("text/plain")]
    public async Task Post_WrongContentType_Is415(string contentType)
    {
        await using var server = await TestServer.StartAsync();

        var response = await RawRequest.PostAsync(server.Address, Hello, contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("13", RawRequest.StatusOf(response));
    }

    [Fact]
    public async Task Post_Http1_IsRefused()
    {
        await using var server = await TestServer.StartRawAsync(
            services =>
            {
                services.AddSingleton(new ProbeHandlers());
                services.AddGrpc();
            },
            app => app.MapGrpcService<ProbeService>(),
            HttpProtocols.Http1);

        var response = await RawRequest.PostAsync(server.Address, Hello, version: HttpVersion.Version11);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("13", RawRequest.StatusOf(response));
    }

    [Fact]
    public async Task Get_Method_Is404()
    {
        await using var server = await TestServer.StartAsync();
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await client.GetAsync(new Uri(server.Address, "/standins.probe.v1.Probes/Say")).InTime();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/standins.probe.v1.Probes/Sing", "Method is unimplemented.")]
    [InlineData("/standins.probe.v2.Probes/Say", "Service is unimplemented.")]
    public async Task Post_UnknownMethodOrService_IsUnimplemented(string path, string detail)
    {
        await using var server = await TestServer.StartAsync();

        var response = await RawRequest.PostAsync(server.Address, Hello, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("12", RawRequest.StatusOf(response));
        Assert.Equal(detail, RawRequest.Find(response, "grpc-message"));
    }

    [Fact]
    public async Task Post_UnknownPathWithoutGrpc_Is404()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await RawRequest.PostAsync(server.Address, Hello, "/some/where", "application/json")).StatusCode);
    }

    public static TheoryData<string, byte[], GrpcStatus> BadBodies => new()
    {
        { "garbage instead of a message", RawRequest.Frame([0xff, 0xff, 0xff, 0xff]), GrpcStatus.Unknown },
        { "a field longer than the message", RawRequest.Frame([0x0a, 0x05, 0x01]), GrpcStatus.Unknown },
        { "no message", [], GrpcStatus.Internal },
        { "half a prefix", [0, 0, 0], GrpcStatus.Internal },
        { "half a message", Hello[..^2], GrpcStatus.Internal },
        { "two messages", [.. Hello, .. Hello], GrpcStatus.Internal },
        { "bytes behind the message", [.. Hello, 1], GrpcStatus.Internal },
        { "an unknown flag", RawRequest.Frame([], flag: 2), GrpcStatus.Unknown },
        { "a length above the limit", [0, 0x7f, 0xff, 0xff, 0xff], GrpcStatus.ResourceExhausted },
        { "compressed without an encoding", RawRequest.Frame([1], flag: 1), GrpcStatus.Internal },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Post_BadBody_IsAnsweredWithAStatus(string what, byte[] body, GrpcStatus expected)
    {
        await using var server = await TestServer.StartAsync();

        var response = await RawRequest.PostAsync(server.Address, body);

        Assert.True(RawRequest.StatusOf(response) == $"{(int)expected}", $"{what}: {RawRequest.StatusOf(response)}");
        Assert.Equal("0", RawRequest.StatusOf(await RawRequest.PostAsync(server.Address, Hello)));
    }

    [Theory]
    [InlineData("identity", "13")]
    [InlineData("snappy", "12")]
    public async Task Post_CompressedWithAnotherEncoding_IsRefused(string encoding, string expected)
    {
        await using var server = await TestServer.StartAsync();

        var response = await RawRequest.PostAsync(server.Address, RawRequest.Frame([1], flag: 1), headers: headers => headers.TryAddWithoutValidation("grpc-encoding", encoding));

        Assert.Equal(expected, RawRequest.StatusOf(response));
        if (expected == "12")
        {
            var accepted = response.Headers.GetValues("grpc-accept-encoding").Single();
            Assert.Contains("gzip", accepted, StringComparison.Ordinal);
            Assert.DoesNotContain(encoding, accepted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_GzipMessage_IsDecoded()
    {
        await using var server = await TestServer.StartAsync();
        var body = RawRequest.Frame(Gzip(new Payload { Text = "hello" }.ToByteArray()), flag: 1);

        var response = await RawRequest.PostAsync(server.Address, body, headers: headers => headers.TryAddWithoutValidation("grpc-encoding", "gzip"));

        Assert.Equal("0", RawRequest.StatusOf(response));
        Assert.Equal(Hello, await response.Content.ReadAsByteArrayAsync());
    }

#if STANDINS
    [Fact]
    public async Task Post_GzipMessageThatGrowsAboveTheLimit_IsResourceExhausted()
    {
        await using var server = await TestServer.StartAsync();
        var body = RawRequest.Frame(Gzip(new Payload { Data = ByteString.CopyFrom(new byte[5 * 1024 * 1024]) }.ToByteArray()), flag: 1);

        var response = await RawRequest.PostAsync(server.Address, body, headers: headers => headers.TryAddWithoutValidation("grpc-encoding", "gzip"));

        Assert.Equal("8", RawRequest.StatusOf(response));
    }
#endif

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
