using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansSync.Bench.Standins.Calls;

/// <summary>Our server, in a process of its own: prints its port and ends with its input.</summary>
internal static class Server
{
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<RowsService>();
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Until whoever started this closes it.
        }
    }
}
