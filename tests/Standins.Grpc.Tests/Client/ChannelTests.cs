using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Standins.Tests.Hosting;
using Standins.Tests.Probe;

namespace Standins.Tests.Client;

public class ChannelTests
{
    [Fact]
    public void ForAddress_Address_IsTheTarget()
    {
        using var channel = GrpcChannel.ForAddress("http://localhost:5001");

        Assert.Equal("localhost:5001", channel.Target);
    }

    [Fact]
    public void ForAddress_CredentialsAgainstTheScheme_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("https://localhost", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure }));
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }));
    }

    [Fact]
    public void ForAddress_CallCredentialsOnAnInsecureChannel_Throws()
    {
        var call = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, call);

        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { Credentials = credentials }));
        GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { Credentials = credentials, UnsafeUseInsecureChannelCallCredentials = true }).Dispose();
    }

    [Fact]
    public void ForAddress_ClientAndHandler_Throws()
    {
        using var client = new HttpClient();
        using var handler = new SocketsHttpHandler();

        Assert.Throws<ArgumentException>(() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpClient = client, HttpHandler = handler }));
    }

    [Fact]
    public void ForAddress_OtherScheme_Throws() => Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("ftp://localhost", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure }));

    [Fact]
    public void CreateCallInvoker_Disposed_Throws()
    {
        var channel = GrpcChannel.ForAddress("http://localhost");
        channel.Dispose();
        channel.Dispose();

        Assert.Throws<ObjectDisposedException>(() => channel.CreateCallInvoker());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_GivenHandler_IsDisposedOnlyWhenAsked(bool dispose)
    {
        using var handler = new TellingHandler();
        GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = dispose }).Dispose();

        Assert.Equal(dispose, handler.Disposed);
    }

    [Fact]
    public async Task HttpClient_Given_CallsGoThroughIt()
    {
        await using var server = await TestServer.StartAsync();
        using var handler = new TellingHandler();
        using var http = new HttpClient(handler);
        var client = new Probes.ProbesClient(server.Connect(options => options.HttpClient = http));

        await client.SayAsync(new Payload()).ResponseAsync.InTime();
        using var call = client.Count(new Payload());
        Assert.True(await call.ResponseStream.MoveNext().InTime());

        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public async Task LoggerFactory_CallFails_IsLogged()
    {
        await using var server = await TestServer.StartAsync(handlers => handlers.Say = (_, _) => throw new RpcException(new Status(StatusCode.Aborted, "")));
        using var logger = new TellingLogger();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(logger));
        var client = new Probes.ProbesClient(server.Connect(options => options.LoggerFactory = factory));

        await Assert.ThrowsAsync<RpcException>(() => client.SayAsync(new Payload()).ResponseAsync.InTime());

        Assert.Contains(logger.Lines, line => line.Contains("Aborted", StringComparison.Ordinal));
    }

    [Fact]
    public void Client_WithoutInvoker_CanBeFaked()
    {
        Assert.Throws<NotImplementedException>(() => new FakeClient().SayAsync(new Payload()));
    }

    private sealed class FakeClient : Probes.ProbesClient;

    private sealed class TellingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Disposed { get; private set; }

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class TellingLogger : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
