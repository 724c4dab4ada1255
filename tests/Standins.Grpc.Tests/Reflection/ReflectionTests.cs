using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;
using V1 = Grpc.Reflection.V1;

namespace Standins.Tests.Reflection;

public class ReflectionTests
{
    [Fact]
    public async Task ListServices_MappedServices_AreAllThere()
    {
        await using var server = await StartAsync();

        var response = await AskAsync(server, new ServerReflectionRequest { ListServices = "*" });

        Assert.Equal(
            ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "standins.probe.v1.Probes"],
            response.ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("standins.probe.v1.Probes", "standins/probe/v1/probes.proto")]
    [InlineData("standins.probe.v1.Probes.Say", "standins/probe/v1/probes.proto")]
    [InlineData("standins.probe.v1.Payload", "standins/probe/v1/payload.proto")]
    [InlineData("standins.probe.v1.Payload.Inner", "standins/probe/v1/payload.proto")]
    [InlineData("standins.probe.v1.Payload.Kind", "standins/probe/v1/payload.proto")]
    [InlineData("google.protobuf.Timestamp", "google/protobuf/timestamp.proto")]
    public async Task FileContainingSymbol_KnownSymbol_ReturnsItsFileFirst(string symbol, string file)
    {
        await using var server = await StartAsync();

        var files = FilesOf(await AskAsync(server, new ServerReflectionRequest { FileContainingSymbol = symbol }));

        Assert.Equal(file, files[0].Name);
    }

    [Fact]
    public async Task FileByFilename_KnownFile_ReturnsAllThatItImports()
    {
        await using var server = await StartAsync();

        var files = FilesOf(await AskAsync(server, new ServerReflectionRequest { FileByFilename = "standins/probe/v1/probes.proto" }));

        Assert.Equal(
            ["google/protobuf/timestamp.proto", "standins/probe/v1/payload.proto", "standins/probe/v1/probes.proto"],
            files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains(files[0].Service, service => service.Name == "Probes" && service.Method.Count == 5);
    }

    [Fact]
    public async Task Ask_UnknownThings_AnswersNotFoundAndGoesOn()
    {
        await using var server = await StartAsync();

        using var call = new ServerReflection.ServerReflectionClient(server.Connect()).ServerReflectionInfo();
        foreach (var request in new[] { new ServerReflectionRequest { FileByFilename = "no.proto" }, new ServerReflectionRequest { FileContainingSymbol = "no.Body" } })
        {
            await call.RequestStream.WriteAsync(request).InTime();
            Assert.True(await call.ResponseStream.MoveNext().InTime());
            Assert.Equal((int)StatusCode.NotFound, call.ResponseStream.Current.ErrorResponse.ErrorCode);
        }

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "x" }).InTime();
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        Assert.Equal((int)StatusCode.Unimplemented, call.ResponseStream.Current.ErrorResponse.ErrorCode);
        await call.RequestStream.CompleteAsync().InTime();
        Assert.False(await call.ResponseStream.MoveNext().InTime());
    }

    [Fact]
    public async Task Ask_Version1_AnswersTheSame()
    {
        await using var server = await StartAsync();

        using var call = new V1.ServerReflection.ServerReflectionClient(server.Connect()).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new V1.ServerReflectionRequest { FileContainingSymbol = "standins.probe.v1.Probes" }).InTime();
        Assert.True(await call.ResponseStream.MoveNext().InTime());

        Assert.Equal(3, call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto.Count);
    }

    [Fact]
    public async Task MapGrpcReflectionService_WithoutAddGrpcReflection_Throws()
    {
        await using var server = await TestServer.StartAsync(map: app => Assert.Throws<InvalidOperationException>(() => app.MapGrpcReflectionService()));
    }

    private static List<FileDescriptorProto> FilesOf(ServerReflectionResponse response) =>
        [.. response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];

    private static async Task<ServerReflectionResponse> AskAsync(TestServer server, ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Connect()).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request).InTime();
        Assert.True(await call.ResponseStream.MoveNext().InTime());
        return call.ResponseStream.Current;
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        services: services =>
        {
            services.AddGrpcReflection();
            services.AddGrpcHealthChecks();
        },
        map: app =>
        {
            app.MapGrpcService<ProbeService>();
            app.MapGrpcReflectionService();
            app.MapGrpcHealthChecksService();
        });
}
