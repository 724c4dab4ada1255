using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Bench.Emulator;

/// <summary>The two servers that are compared, each a process of its own so that its CPU time is its own.</summary>
internal static class Servers
{
    /// <summary>The emulator; prints its address, the token's form and the site.</summary>
    public static async Task<int> RunEmulatorAsync()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true }, TimeProvider.System, CancellationToken.None);
        Console.WriteLine($"{host.Address} {host.GetSiteId("/sites/Team")} {host.Options.Tenant} {host.Options.ClientId} {host.Options.ClientSecret}");
        await Child.AnswerAsync();
        return 0;
    }

    /// <summary>Bare Kestrel: reads the request, answers the bytes that it was given for that path.</summary>
    public static async Task<int> RunBareAsync()
    {
        var answers = new ConcurrentDictionary<string, byte[]>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            if (context.Request.Method == "PUT")
            {
                using var given = new MemoryStream();
                await context.Request.Body.CopyToAsync(given);
                answers[context.Request.Path] = given.ToArray();
                return;
            }

            await context.Request.Body.CopyToAsync(Stream.Null);
            var answer = answers[context.Request.Path];
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Child.AnswerAsync();
        return 0;
    }
}
