using System.Security.Cryptography.X509Certificates;
using OrleansSync.Emulator.Control;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Page;
using OrleansSync.Emulator.Saving;
using OrleansSync.Emulator.Subscriptions;
using OrleansSync.Emulator.Throttling;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Hosting;

/// <summary>What an emulator is made of.</summary>
internal sealed class EmulatorParts : IAsyncDisposable
{
    private readonly TimeProvider realTime;
    private readonly CancellationTokenSource stopping = new();
    private readonly StateFile? file;

    private EmulatorParts(EmulatorOptions options, TimeProvider realTime)
    {
        this.realTime = realTime;
        Clock = new EmulatorClock(realTime);
        Tenant = new TenantState(options, Clock);
        Certificate = EmulatorCertificate.Make(realTime.GetUtcNow());
        Tokens = new TokenBook(options, Clock, Tenant.Ids);
        Meter = new ResourceMeter(Clock, options.Tier, options.Unlimited);
        Subscriptions = new SubscriptionBook(Tenant, Faults, Clock, realTime);
        Tenant.Changed = Subscriptions.Changed;
        file = options.SaveFile is null ? null : new StateFile(Tenant, realTime);
    }

    public EmulatorClock Clock { get; }

    public TenantState Tenant { get; }

    public X509Certificate2 Certificate { get; }

    public TokenBook Tokens { get; }

    public ResourceMeter Meter { get; }

    public FaultBook Faults { get; } = new();

    public Counters Counters { get; } = new();

    public TrafficFeed Traffic { get; } = new();

    public SubscriptionBook Subscriptions { get; }

    /// <summary>Ends when the process stops.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Makes the parts, with an empty or the saved state.</summary>
    public static EmulatorParts Make(EmulatorOptions options, TimeProvider realTime)
    {
        var parts = new EmulatorParts(options, realTime);
        if (parts.file?.Load() != true)
        {
            parts.Tenant.MakeSites();
        }

        return parts;
    }

    /// <summary>Maps everything that it answers.</summary>
    public void Map(WebApplication app)
    {
        var options = Tenant.Options;
        var pipeline = new GraphPipeline(Tenant, Meter, Faults, Counters, Subscriptions, realTime);
        var graph = new GraphEndpoint(Tenant, Tokens, pipeline, new BatchExecution(Tenant, pipeline), Faults, Counters, Traffic, Meter, realTime);
        var guard = new ControlGuard(options.ControlHosts);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/_emulator", StringComparison.OrdinalIgnoreCase), control => control.Use(guard.CheckAsync));
        app.Map("/v1.0/{**path}", graph.ForAppAsync);
        app.Map("/_emulator/graph/v1.0/{**path}", graph.ForPersonAsync);
        new TokenEndpoint(options, Tokens, Clock, Tenant.Ids, [.. options.CertificatePaths.Select(EmulatorCertificate.Load)]).Map(app);
        new ControlEndpoints(this).Map(app);
        PageEndpoints.Map(app);
    }

    /// <summary>Starts what goes on beside requests.</summary>
    public void Start()
    {
        Subscriptions.Start();
        file?.Start();
    }

    /// <summary>Told that the process stops: ends what would hold requests open.</summary>
    public void Stop() => stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        await Subscriptions.DisposeAsync();
        if (file is not null)
        {
            await file.DisposeAsync();
        }

        Certificate.Dispose();
        stopping.Dispose();
    }
}
