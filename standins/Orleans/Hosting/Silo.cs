using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>The one silo of a host: starts and stops with it.</summary>
internal sealed partial class Silo : IHostedService
{
    private readonly ILogger<Silo> logger;
    private readonly LifecycleStages lifecycle = new();
    private readonly Lazy<GrainTypes> types;
    private readonly Lazy<IReadOnlyList<IIncomingGrainCallFilter>> incoming;
    private readonly Lazy<IReadOnlyList<IOutgoingGrainCallFilter>> outgoing;
    private ITimer? collecting;
    private volatile Phase phase = Phase.Made;

    public Silo(IServiceProvider services, ILocalSiloDetails local, TimeProvider time, ILogger<Silo> logger)
    {
        this.logger = logger;
        Services = services;
        Address = local.SiloAddress;
        Time = time;
        Messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Factory = new GrainFactory(this, services);
        Catalog = new Catalog(this);
        Chance = new Chance(services.GetService<IConfiguration>() ?? new ConfigurationBuilder().Build());
        types = new Lazy<GrainTypes>(() => new GrainTypes(services.GetRequiredService<IOptions<GrainTypeOptions>>()));
        // Later than the silo, since filters may ask for the grain factory.
        incoming = new Lazy<IReadOnlyList<IIncomingGrainCallFilter>>(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        outgoing = new Lazy<IReadOnlyList<IOutgoingGrainCallFilter>>(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);
    }

    private enum Phase
    {
        Made,
        Running,
        Stopping,
    }

    public IServiceProvider Services { get; }

    public SiloAddress Address { get; }

    public TimeProvider Time { get; }

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    public GrainFactory Factory { get; }

    public Catalog Catalog { get; }

    public Chance Chance { get; }

    public GrainTypes Types => types.Value;

    public IReadOnlyList<IIncomingGrainCallFilter> IncomingFilters => incoming.Value;

    public IReadOnlyList<IOutgoingGrainCallFilter> OutgoingFilters => outgoing.Value;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in Services.GetServices<IConfigurationValidator>())
        {
            validator.ValidateConfiguration();
        }

        lifecycle.Subscribe<Silo>(ServiceLifecycleStage.RuntimeInitialize, StartCalls, _ => Task.CompletedTask);
        // Right below BecomeActive: the silo leaves the cluster's view first, then its grains end, then the services that they use.
        lifecycle.Subscribe<Silo>(ServiceLifecycleStage.BecomeActive - 1, _ => Task.CompletedTask, Catalog.CloseAsync);
        foreach (var participant in Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(lifecycle);
        }

        try
        {
            await lifecycle.StartAsync(cancellationToken);
            LogStarted(Address);
        }
        catch (Exception exception)
        {
            LogStartFailed(exception);
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (phase == Phase.Stopping)
        {
            return;
        }

        phase = Phase.Stopping;
        collecting?.Dispose();
        try
        {
            await lifecycle.StopAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            LogStopFailed(exception);
        }

        LogStopped(Address);
    }

    public void Accept(Call call, bool fromGrain)
    {
        // While the silo stops, its grains may still finish what they do with each other.
        if (phase == Phase.Running || (phase == Phase.Stopping && fromGrain))
        {
            Catalog.Deliver(call);
        }
        else
        {
            call.Reject(new SiloUnavailableException($"The silo {(phase == Phase.Made ? "was not started yet" : "stops")} and takes no call: {call}."));
        }
    }

    private Task StartCalls(CancellationToken cancellationToken)
    {
        phase = Phase.Running;
        using (ExecutionContext.SuppressFlow())
        {
            collecting = Time.CreateTimer(static state => ((Silo)state!).CollectIdle(), this, Collection.CollectionQuantum, Collection.CollectionQuantum);   // the state is this silo
        }

        return Task.CompletedTask;
    }

    private void CollectIdle() => Catalog.DeactivateIdle(activation =>
        Collection.ClassSpecificCollectionAge.TryGetValue(activation.Class.Type.FullName!, out var age) ? age : Collection.CollectionAge);   // a class has a name
}

/// <summary>Checks before the start what would fail later.</summary>
internal sealed class SiloValidator(Silo silo, IServiceProvider services, IOptions<ClusterOptions> cluster) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        var complaints = new List<string>();
        if (string.IsNullOrWhiteSpace(cluster.Value.ClusterId) || string.IsNullOrWhiteSpace(cluster.Value.ServiceId))
        {
            complaints.Add($"The {nameof(ClusterOptions)} need a ClusterId and a ServiceId.");
        }

        if (services.GetService<IMembershipTable>() is null && services.GetService<SingleSiloClustering>() is null)
        {
            complaints.Add("Clustering is not configured: call UseLocalhostClustering, or add an IMembershipTable to the services.");
        }

        if (services.GetService<ReminderService>() is null && services.GetService<IReminderTable>() is not null)
        {
            complaints.Add("There is an IReminderTable but no reminders: call AddReminders.");
        }

        foreach (var grainClass in silo.Types.Classes.Where(grainClass => grainClass.Type.IsDefined(typeof(StatelessWorkerAttribute), true)))
        {
            complaints.Add($"The grain class {grainClass.Type} is a [StatelessWorker], which the stand-in does not support.");
        }

        var check = new SerializerCheck();
        foreach (var type in silo.Types.Interfaces)
        {
            check.Visit(type);
        }

        complaints.AddRange(check.Complaints);
        if (complaints.Count > 0)
        {
            throw new OrleansConfigurationException(string.Join(Environment.NewLine, complaints.Prepend("The silo cannot start as it is.")));
        }
    }
}
