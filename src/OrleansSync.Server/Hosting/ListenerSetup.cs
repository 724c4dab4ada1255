using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Hosting;

/// <summary>Binds Kestrel to the addresses of <see cref="ServerOptions"/>.</summary>
internal static class ListenerSetup
{
    public static void AddListeners(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        builder.Services.AddSingleton<DataDirectory>();
        builder.Services.AddSingleton<ServerCertificate>();

        var urls = builder.Configuration["urls"];
        if (!string.IsNullOrEmpty(urls))
        {
            builder.Services.PostConfigure<ServerOptions>(options => options.Listen = urls);
            // Kestrel would warn that its own reading of the setting is overridden.
            builder.Configuration["urls"] = null;
        }

        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>((host, server) => host.ShutdownTimeout = server.Value.ShutdownTimeout);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>, ServerCertificate>(Listen);
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<ServerOptions> options, ServerCertificate certificate)
    {
        kestrel.AddServerHeader = false;
        var old = options.Value.ListenHttp1.Length > 0 ? ListenAddress.ParseAll(options.Value.ListenHttp1) : [];
        foreach (var (address, isHttp1) in ListenAddress.ParseAll(options.Value.Listen).Select(address => (address, false)).Concat(old.Select(address => (address, true))))
        {
            kestrel.Listen(address.Address, address.Port, listener =>
            {
                if (address.IsHttps)
                {
                    listener.Protocols = HttpProtocols.Http1AndHttp2;
                    // Asked for at each handshake: the options are read before the certificate is loaded.
                    listener.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Get());
                }
                else
                {
                    // Without TLS there is nothing to negotiate with, and gRPC needs HTTP/2.
                    listener.Protocols = isHttp1 ? HttpProtocols.Http1 : HttpProtocols.Http2;
                }
            });
        }
    }
}
