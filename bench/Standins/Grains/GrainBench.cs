using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace OrleansSync.Bench.Standins.Grains;

/// <summary>A call of a grain beside a call of a bare mailbox, in one process.</summary>
internal static class GrainBench
{
    private const int Rows = 500;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        using var host = builder.Build();
        await host.StartAsync();
        await using var mailbox = new Mailbox();
        using var process = Process.GetCurrentProcess();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRowsGrain>(1);
        var rows = Enumerable.Range(0, Rows).Select(i => new BatchRow($"row-{i}", $"The name of row {i}", i)).ToArray();
        var (batch, copied) = (new Batch([.. rows]), new CopiedBatch(rows));
        List<Figure> figures =
        [
            await Figure.MeasureAsync("grain call, one number", "mailbox", Rounds, () => Load.RunAsync(process, 100_000, () => grain.PingAsync(1)), () => Load.RunAsync(process, 100_000, () => mailbox.CallAsync(() => 1))),
            await Figure.MeasureAsync($"grain call, {Rows} rows", "mailbox", Rounds, () => Load.RunAsync(process, 16_000, () => grain.ApplyAsync(batch)), () => Load.RunAsync(process, 16_000, () => mailbox.CallAsync(() => BatchOutcome.Of(batch.Rows)))),
            await Figure.MeasureAsync($"grain call, {Rows} rows copied", "mailbox", Rounds, () => Load.RunAsync(process, 16_000, () => grain.ApplyCopiedAsync(copied)), () => Load.RunAsync(process, 16_000, () => mailbox.CallAsync(() => BatchOutcome.Of(copied.Rows)))),
        ];
        await host.StopAsync();
        return figures;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
