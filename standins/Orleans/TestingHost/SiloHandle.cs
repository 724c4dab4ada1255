using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>The silo's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The silo's address.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Where clients connect.</summary>
    public SiloAddress GatewayAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it.</summary>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <summary>Stops it within the token's time.</summary>
    public abstract Task StopSiloAsync(CancellationToken ct);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
#pragma warning disable CA1816 // abstract
    public abstract ValueTask DisposeAsync();
#pragma warning restore CA1816

    /// <inheritdoc />
    public override string ToString() => SiloAddress.ToString();

    /// <summary>Stops it at once.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A silo of a test cluster in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool active = true;

    /// <summary>The silo's host.</summary>
    public IHost SiloHost { get; init; } = null!;   // set by whoever makes one, as in the real class

    /// <summary>The silo's services.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc />
    public override bool IsActive => active;

    /// <inheritdoc />
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        using var stop = new CancellationTokenSource();
        if (!stopGracefully)
        {
            await stop.CancelAsync();
        }

        await StopSiloAsync(stop.Token);
    }

    /// <inheritdoc />
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (active)
        {
            active = false;
            try
            {
                await SiloHost.StopAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Stopped at once, as asked.
            }
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(true);
        await SingleSilo.DisposeAsync(SiloHost);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        active = false;
        SiloHost.Dispose();
        base.Dispose(disposing);
    }

    internal static InProcessSiloHandle Of(IHost host)
    {
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new InProcessSiloHandle { SiloHost = host, Name = details.Name, SiloAddress = details.SiloAddress, GatewayAddress = details.GatewayAddress };
    }
}
