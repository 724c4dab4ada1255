using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansSync.Server.Tests.SyncDefinitions;

namespace OrleansSync.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Stop_CollectorGiven_HasReceivedMetricsAndTracesOfTheCalls()
    {
        var received = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => Encoding.Latin1.GetString(body.ToArray()), (_, earlier) => earlier + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();

        await using (var server = await TestServer.StartAsync("--Telemetry:OtlpEndpoint", collector.Urls.First()))
        {
            await server.CreateAsync(Definitions.New());
        }

        Assert.Contains("rpc.server.duration", received["metrics"], StringComparison.Ordinal);
        Assert.Contains("CreateSyncDefinition", received["metrics"], StringComparison.Ordinal);
        Assert.Contains("CreateSyncDefinition", received["traces"], StringComparison.Ordinal);
    }
}
