using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Standins.Tests.Probe;

namespace Standins.Tests.Hosting;

/// <summary>A server on a loopback port, and a channel to it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<GrpcChannel> channels = [];

    private readonly X509Certificate2? certificate;

    private TestServer(WebApplication app, X509Certificate2? certificate)
    {
        this.app = app;
        this.certificate = certificate;
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>The certificate for clients that must be told whom to trust; null without TLS.</summary>
    public string? CertificatePem => certificate?.ExportCertificatePem();

    public IServiceProvider Services => app.Services;

    public Probes.ProbesClient Probes => new(Connect());

    /// <summary>Starts a server with the probe service.</summary>
    public static Task<TestServer> StartAsync(
        Action<ProbeHandlers>? handlers = null,
        Action<GrpcServiceOptions>? options = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null,
        bool tls = false,
        int port = 0)
    {
        var chosen = new ProbeHandlers();
        handlers?.Invoke(chosen);
        return StartRawAsync(
            collection =>
            {
                collection.AddSingleton(chosen);
                collection.AddGrpc(options ?? (_ => { }));
                services?.Invoke(collection);
            },
            started =>
            {
                if (map is null)
                {
                    started.MapGrpcService<ProbeService>();
                }
                else
                {
                    map(started);
                }
            },
            tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2,
            tls,
            port);
    }

    /// <summary>Starts a server with nothing but what is given.</summary>
    public static async Task<TestServer> StartRawAsync(Action<IServiceCollection> services, Action<WebApplication> map, HttpProtocols protocols = HttpProtocols.Http2, bool tls = false, int port = 0)
    {
        var certificate = tls ? TestCertificate.Create() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        services(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync().InTime();
        return new TestServer(app, certificate);
    }

    public GrpcChannel Connect(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        if (certificate is not null)
        {
            // Made a moment ago: nobody trusts it but this test.
            var ssl = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() };
            options.HttpHandler = new SocketsHttpHandler { SslOptions = ssl };
            options.DisposeHttpClient = true;
        }

        configure?.Invoke(options);
        var channel = GrpcChannel.ForAddress(Address, options);
        channels.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        using var patience = new CancellationTokenSource(Limits.Wait);
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        certificate?.Dispose();
    }

    public Task StopAsync() => app.StopAsync().InTime();
}
