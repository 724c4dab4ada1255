using Grpc.Core;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Calls;

public class MetadataTests
{
    [Fact]
    public async Task Say_RequestHeaders_ArriveWithoutTheProtocolsOwn()
    {
        Metadata? seen = null;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen = context.RequestHeaders;
            return Task.FromResult(request);
        });

        await server.Probes.SayAsync(new Payload(), new Metadata { { "Text-Key", "value, with comma" }, { "raw-bin", [0, 1, 255] } }, Limits.UtcNow.AddMinutes(1)).ResponseAsync.InTime();

        Assert.Equal("value, with comma", seen!.GetValue("text-key"));
        Assert.Equal([0, 1, 255], seen.GetValueBytes("raw-bin"));
        Assert.All(["content-type", "te", "grpc-timeout", "grpc-accept-encoding", "host"], hidden => Assert.Null(seen.Get(hidden)));
        Assert.StartsWith("grpc-dotnet/", seen.GetValue("user-agent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAEC/w==")]
    [InlineData("AAEC/w")]
    public async Task Say_BinaryHeaderWithOrWithoutPadding_IsDecoded(string value)
    {
        byte[]? seen = null;
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen = context.RequestHeaders.GetValueBytes("raw-bin");
            return Task.FromResult(request);
        });

        await RawRequest.PostAsync(server.Address, RawRequest.Frame(new Payload()), headers: headers => headers.TryAddWithoutValidation("raw-bin", value));

        Assert.Equal([0, 1, 2, 255], seen);
    }

    [Fact]
    public async Task Say_SeveralValuesToTheServer_ArriveAsOneList()
    {
        List<string> seen = [];
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (request, context) =>
        {
            seen = [.. context.RequestHeaders.GetAll("many").Select(entry => entry.Value)];
            return Task.FromResult(request);
        });

        await server.Probes.SayAsync(new Payload(), new Metadata { { "many", "a" }, { "many", "b" } }).ResponseAsync.InTime();

        Assert.Equal("a, b", Assert.Single(seen));
    }

    [Fact]
    public async Task Say_SeveralValuesToTheClient_StayApart()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, context) =>
        {
            context.ResponseTrailers.Add("last", "1");
            context.ResponseTrailers.Add("last", "2");
            context.ResponseTrailers.Add("last-bin", [1]);
            context.ResponseTrailers.Add("last-bin", [2]);
            await context.WriteResponseHeadersAsync(new Metadata { { "first", "x" }, { "first", "y" }, { "first-bin", [255] } });
            return request;
        });

        using var call = server.Probes.SayAsync(new Payload());
        var headers = await call.ResponseHeadersAsync.InTime();
        await call.ResponseAsync.InTime();
        var trailers = call.GetTrailers();

        Assert.Equal(["x", "y"], headers.GetAll("first").Select(entry => entry.Value));
        Assert.Equal([255], headers.GetValueBytes("first-bin"));
        Assert.Equal(["1", "2"], trailers.GetAll("last").Select(entry => entry.Value));
        Assert.Equal([[1], [2]], trailers.GetAll("last-bin").Select(entry => entry.ValueBytes));
        Assert.Null(headers.Get("last"));
        Assert.Null(headers.Get("content-type"));
    }

    [Fact]
    public async Task WriteResponseHeadersAsync_BeforeTheFirstMessage_ArrivesAlone()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(handlers => handlers.Count = async (request, responses, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "early", "bird" } });
            await release.Task;
            await responses.WriteAsync(request);
        });

        using var call = server.Probes.Count(new Payload());
        var headers = await call.ResponseHeadersAsync.InTime();
        release.SetResult();

        Assert.Equal("bird", headers.GetValue("early"));
        Assert.True(await call.ResponseStream.MoveNext().InTime());
    }

    [Fact]
    public async Task WriteResponseHeadersAsync_Twice_Throws()
    {
        var second = new TaskCompletionSource<Exception?>();
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (request, context) =>
        {
            await context.WriteResponseHeadersAsync([]);
            second.SetResult(await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync([])));
            return request;
        });

        await server.Probes.SayAsync(new Payload()).ResponseAsync.InTime();

        Assert.IsType<InvalidOperationException>(await second.Task.InTime());
    }

    [Fact]
    public async Task ResponseHeadersAsync_CallFails_StillHasThem()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = async (_, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "early", "bird" } });
            throw new RpcException(new Status(StatusCode.Aborted, ""));
        });

        using var call = server.Probes.SayAsync(new Payload());
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.InTime());

        Assert.Equal("bird", (await call.ResponseHeadersAsync.InTime()).GetValue("early"));
    }

    [Fact]
    public void Get_SeveralEntries_ReturnsTheLast()
    {
        var metadata = new Metadata { { "key", "1" }, { "KEY", "2" }, { "other", "3" } };

        Assert.Equal("2", metadata.GetValue("Key"));
        Assert.Equal(["1", "2"], metadata.GetAll("key").Select(entry => entry.Value));
        Assert.Null(metadata.Get("absent"));
    }

    [Theory]
    [InlineData("bad key")]
    [InlineData("ключ")]
    [InlineData("a:b")]
    public void Add_InvalidKey_Throws(string key) => Assert.Throws<ArgumentException>(() => new Metadata { { key, "v" } });

    [Fact]
    public void Add_ValueOfTheWrongKind_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "text", [1] } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "raw-bin", "text" } });
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("raw-bin", [1]).Value);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "v"));
    }

    [Fact]
    public void ValueBytes_Changed_EntryKeepsItsOwn()
    {
        byte[] bytes = [1];
        var entry = new Metadata.Entry("raw-bin", bytes);
        bytes[0] = 2;
        entry.ValueBytes[0] = 3;

        Assert.Equal([1], entry.ValueBytes);
        Assert.True(entry.IsBinary);
    }
}
