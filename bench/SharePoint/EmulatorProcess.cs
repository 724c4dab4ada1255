using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Bench.SharePoint;

/// <summary>The emulator in a process of its own: prints where it is at the first line, then takes a latency in milliseconds a line.</summary>
internal static class EmulatorProcess
{
    public static async Task RunAsync()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true }, TimeProvider.System, CancellationToken.None);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            host.Faults.Clear();
            if (int.TryParse(line, out var latency) && latency > 0)
            {
                foreach (var operation in new[] { OperationKind.Batch, OperationKind.Delta })
                {
                    host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Operation = operation, Delay = TimeSpan.FromMilliseconds(latency), Times = int.MaxValue });
                }
            }

            Console.WriteLine($"{host.Address} {host.GetSiteId("/sites/Team")} {host.Options.Tenant} {host.Options.ClientId} {host.Options.ClientSecret}");
        }
    }
}
