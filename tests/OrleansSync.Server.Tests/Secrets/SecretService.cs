using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>A stand-in for a service of secrets: answers over HTTP on this machine as the test says, and keeps what it was asked.</summary>
internal sealed class SecretService : IAsyncDisposable
{
    private readonly WebApplication app;

    private SecretService(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!; // Set at start.

    /// <summary>Answers the request with this number, from 1.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (context, _) => context.Response.WriteAsync("{}");

    public List<string> Asked { get; } = [];

    public Dictionary<string, string> LastHeaders { get; private set; } = [];

    public static async Task<SecretService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new SecretService(app);
        app.Run(async context =>
        {
            service.Asked.Add(context.Request.Path + context.Request.QueryString);
            service.LastHeaders = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            await service.Answer(context, service.Asked.Count);
        });
        await app.StartAsync();
        service.Address = new Uri(app.Urls.First());
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
