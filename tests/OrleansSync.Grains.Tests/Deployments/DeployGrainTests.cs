using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansSync.Engine.Errors;
using OrleansSync.Grains.Clusters;
using OrleansSync.Grains.Deployments;
using OrleansSync.Grains.Projects;
using OrleansSync.Grains.Workspaces;
using OrleansSync.Helix;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Builders;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Sources;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Grains.Tests.Deployments;

public sealed class DeployGrainTests : IAsyncLifetime
{
    private readonly InMemoryHelix store = new();
    private readonly InMemoryArtifactStore artifacts = new();
    private readonly GatedBuilder builder = new();
    private InProcessTestCluster silo = null!;
    private int lastId;

    public async Task InitializeAsync()
    {
        var silos = new InProcessTestClusterBuilder(1);
        silos.ConfigureSilo((_, host) => host.UseInMemoryReminderService().Services
            .AddSingleton<IUsers>(store).AddSingleton<IWorkspaces>(store).AddSingleton<IProjects>(store).AddSingleton<IClusters>(store)
            .AddSingleton<IKeys>(store).AddSingleton<IDeployments>(store).AddSingleton<IClusterLogs>(store)
            .AddSingleton(Options.Create(new HelixOptions { RetryDelay = TimeSpan.FromMilliseconds(10), WatchWait = TimeSpan.FromSeconds(20) }))
            .AddSingleton<IArtifactStore>(artifacts).AddSingleton<IBuilder>(builder).AddSingleton<ISourceChecker, PresenceChecker>()
            .AddSingleton<IClusterRollout, FixedRollout>().AddSingleton<DeployPipeline>().AddSingleton(TimeProvider.System));
        silo = silos.Build();
        await silo.DeployAsync();
    }

    public async Task DisposeAsync() => await silo.DisposeAsync();

    [Fact]
    public async Task Create_WithoutBilling_IsRefused()
    {
        var workspace = await CreateWorkspaceAsync(WorkspaceType.Organization, hasBilling: false);

        await RefusedAsync(SyncError.BillingRequired, () => Grain<IProjectGrain>().CreateAsync(workspace.Id, "p", null, validateOnly: false, default));
    }

    [Fact]
    public async Task Create_WrongFields_NamesThemAll()
    {
        var project = await CreateProjectAsync();

        var refused = await Assert.ThrowsAsync<SyncException>(() => Grain<IClusterGrain>().CreateAsync(
            new ClusterDraft(project.Id, "a b", ClusterKind.Standard, "us east", BuildMode.Unspecified, null), null, validateOnly: false, default));

        Assert.Equal(["cluster.name", "cluster.region", "cluster.build_mode"], refused.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task Create_EnterpriseClusterElsewhere_IsRefused()
    {
        var project = await CreateProjectAsync();
        var draft = new ClusterDraft(project.Id, "big", ClusterKind.Enterprise, "", BuildMode.Release, new EnterpriseShape("ha", "GW-40", "HLX-160", 3, 3, 3, 3));

        await RefusedAsync(SyncError.WrongKind, () => Grain<IClusterGrain>().CreateAsync(draft, null, validateOnly: false, default));
    }

    [Fact]
    public async Task Create_ValidateOnly_ChecksTheNameAndMakesNothing()
    {
        var project = await CreateProjectAsync();
        var draft = new ClusterDraft(project.Id, "prod", ClusterKind.Standard, "", BuildMode.Dev, null);

        await Grain<IClusterGrain>().CreateAsync(draft, null, validateOnly: true, default);
        await Grain<IClusterGrain>().CreateAsync(draft, null, validateOnly: false, default);

        await RefusedAsync(SyncError.NameTaken, () => Grain<IClusterGrain>().CreateAsync(draft, null, validateOnly: true, default));
        Assert.Single(await store.ListAsync(project.Id, null, 10, default));
    }

    [Fact]
    public async Task Deploy_Watched_TellsEveryEventOnceAndEnds()
    {
        var cluster = await CreateClusterAsync(await CreateProjectAsync());
        var deployment = await DeployAsync(cluster);

        var events = await WatchAsync(deployment.Id);

        Assert.Equal(
            [DeployEventKind.ValidatingQueries, DeployEventKind.Building, DeployEventKind.Building, DeployEventKind.Deploying, DeployEventKind.Done], events.Select(happened => happened.Kind));
        Assert.Equal([1L, 2, 3, 4, 5], events.Select(happened => happened.Number));
        Assert.Equal("q.hx", Assert.Single((await Grain<IClusterGrain>(cluster.Id.Value).GetSourceAsync(withContents: true, default)).Files).Path);
        Assert.Equal(events.Skip(2), await WatchAsync(deployment.Id, after: 2));
    }

    [Fact]
    public async Task Deploy_WhileOneIsUnderWay_IsRefusedWithItsId()
    {
        var cluster = await CreateClusterAsync(await CreateProjectAsync());
        builder.Close();
        var first = await DeployAsync(cluster);

        var refused = await Assert.ThrowsAsync<SyncException>(() => DeployAsync(cluster));

        Assert.Equal(SyncError.DeploymentUnderWay, refused.Error);
        Assert.Contains(first.Id.ToString(), refused.Message, StringComparison.Ordinal);
        builder.Open();
        await WatchAsync(first.Id);
    }

    [Fact]
    public async Task Deploy_SameRequestAgain_IsTheSameDeployment()
    {
        var cluster = await CreateClusterAsync(await CreateProjectAsync());
        var request = new ChangeRequest(NewId(), [.. new byte[16]]);
        builder.Close();
        var first = await DeployAsync(cluster, request: request);

        var again = await DeployAsync(cluster, request: request);

        Assert.Equal(first.Id, again.Id);
        builder.Open();
        await WatchAsync(first.Id);
    }

    [Fact]
    public async Task Cancel_DuringTheBuild_EndsItAndFreesTheCluster()
    {
        var cluster = await CreateClusterAsync(await CreateProjectAsync());
        builder.Close();
        var deployment = await DeployAsync(cluster);
        await builder.Reached.WaitAsync(TimeSpan.FromSeconds(20));

        var cancelled = await Grain<IDeploymentGrain>(deployment.Id.Value).CancelAsync(default);

        Assert.Equal(DeployStage.Cancelled, cancelled.Stage);
        Assert.Equal(DeployEventKind.Error, (await WatchAsync(deployment.Id))[^1].Kind);
        builder.Open();
        Assert.Equal(DeployEventKind.Done, (await WatchAsync((await DeployAsync(cluster)).Id))[^1].Kind);
    }

    [Fact]
    public async Task Deploy_StoresFailNowAndThen_GoesOn()
    {
        var cluster = await CreateClusterAsync(await CreateProjectAsync());
        var calls = 0;
        store.Before = (operation, _) => operation == nameof(IDeployments.CommitAsync) && Interlocked.Increment(ref calls) % 2 == 1 ? throw Unavailable() : Task.CompletedTask;
        store.After = (operation, _) => operation == nameof(IDeployments.CommitAsync) && Interlocked.Increment(ref calls) % 3 == 1 ? throw Unavailable() : Task.CompletedTask;
        var puts = 0;
        artifacts.After = (operation, _) =>
            operation == nameof(IArtifactStore.FindAsync) && Interlocked.Increment(ref puts) % 2 == 1 ? throw new ArtifactStoreException("busy", isTransient: true) : Task.CompletedTask;

        var events = await WatchAsync((await DeployAsync(cluster)).Id);

        Assert.Equal(DeployEventKind.Done, events[^1].Kind);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(happened => happened.Number));
    }

    [Fact]
    public async Task Deploy_OneThousandAtOnceOnTwoHundredClusters_NeverTwoOfOneClusterAndAllEnd()
    {
        const int Clusters = 200;
        const int Deploys = 1000;
        var project = await CreateProjectAsync();
        var clusters = new List<Cluster>();
        for (var number = 0; number < Clusters; number++)
        {
            clusters.Add(await CreateClusterAsync(project, $"c{number}"));
        }

        var refused = 0;
        var done = await Task.WhenAll(Enumerable.Range(0, Deploys).Select(async number =>
        {
            var cluster = clusters[number % Clusters];
            while (true)
            {
                try
                {
                    var deployment = await DeployAsync(cluster, $"// {number}");
                    Assert.Equal(DeployEventKind.Done, (await WatchAsync(deployment.Id))[^1].Kind);
                    return deployment.Id;
                }
                catch (SyncException exception) when (exception.Error is SyncError.DeploymentUnderWay)
                {
                    Interlocked.Increment(ref refused);
                    if (await store.FindActiveAsync(cluster.Id, default) is { } active)
                    {
                        await WatchAsync(active.Id);
                    }
                }
            }
        }));

        Assert.Equal(Deploys, done.Distinct().Count());
        Assert.Equal(0, builder.Overlaps);
        Assert.True(refused > 0, "No deploy met another one; the test has lost its hold.");
        foreach (var cluster in clusters)
        {
            // Not the newest id: who drew it first may have been let in last.
            Assert.Equal(builder.LastBuilt(cluster.Name), (await store.FindAsync(cluster.Id, default))!.Source);
        }
    }

    private static SyncException Unavailable() => new(SyncError.MetastoreUnavailable, "away") { RetryAfter = TimeSpan.FromMilliseconds(5) };

    private static async Task RefusedAsync(SyncError expected, Func<Task> call) => Assert.Equal(expected, (await Assert.ThrowsAsync<SyncException>(call)).Error);

    private Guid NewId() => new($"00000000-0000-7000-8000-{Interlocked.Increment(ref lastId):000000000000}");

    private T Grain<T>(Guid? id = null)
        where T : IGrainWithGuidKey => silo.Client.GetGrain<T>(id ?? NewId());

    private Task<Workspace> CreateWorkspaceAsync(WorkspaceType type, bool hasBilling) =>
        Grain<IWorkspaceGrain>().CreateAsync(new WorkspaceDraft("Shop", $"shop-{Interlocked.Increment(ref lastId)}", type, "", hasBilling), null, validateOnly: false, default);

    private async Task<Project> CreateProjectAsync() => await Grain<IProjectGrain>()
        .CreateAsync((await CreateWorkspaceAsync(WorkspaceType.Organization, hasBilling: true)).Id, "orders", null, validateOnly: false, default);

    private Task<Cluster> CreateClusterAsync(Project project, string name = "prod") =>
        Grain<IClusterGrain>().CreateAsync(new ClusterDraft(project.Id, name, ClusterKind.Standard, "", BuildMode.Dev, null), null, validateOnly: false, default);

    private Task<Deployment> DeployAsync(Cluster cluster, string content = "QUERY q()", ChangeRequest? request = null) => Grain<IClusterGrain>(cluster.Id.Value).DeployAsync(
        new DeploymentId(NewId()),
        new DeployInput(new SourceSet([SourceFile.Of("q.hx", content, 1)], null), ImmutableSortedDictionary<string, string>.Empty, cluster.Name, BuildMode.Unspecified, null),
        "me",
        request,
        default);

    private async Task<List<DeployEvent>> WatchAsync(DeploymentId id, long after = 0)
    {
        var events = new List<DeployEvent>();
        while (true)
        {
            var news = await Grain<IDeploymentGrain>(id.Value).WatchAsync(after, default);
            events.AddRange(news.Events);
            after = news.Events.IsEmpty ? after : news.Events[^1].Number;
            if (news.Deployment.HasEnded && after >= news.Deployment.EventCount)
            {
                return events;
            }
        }
    }

    private sealed class FixedRollout : IClusterRollout
    {
        public Task<string> RollOutAsync(Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken) => Task.FromResult($"https://{cluster.Id}");
    }

    /// <summary>Builds at once, or waits until the test lets it; counts builds of one instance that overlap.</summary>
    private sealed class GatedBuilder : IBuilder
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentDictionary<string, DeploymentId> running = new();
        private readonly ConcurrentDictionary<string, DeploymentId> built = new();
        private volatile bool isClosed;

        public int Overlaps { get; private set; }

        public Task Reached => reached.Task;

        /// <summary>The build of an instance that ended last.</summary>
        public DeploymentId LastBuilt(string instance) => built[instance];

        public void Close() => isClosed = true;

        public void Open() => isClosed = false;

        public async Task<BuildProgress> AdvanceAsync(BuildJob job, int linesSeen, CancellationToken cancellationToken)
        {
            var key = job.Input.InstanceName;
            if (running.GetOrAdd(key, job.Id) != job.Id)
            {
                Overlaps++;
            }

            reached.TrySetResult();
            await Task.Yield();
            if (isClosed)
            {
                return new BuildProgress(BuildState.Running, 10, [], "");
            }

            running.TryRemove(key, out _);
            built[key] = job.Id;
            return new BuildProgress(BuildState.Succeeded, 100, [], "");
        }

        public Task CancelAsync(DeploymentId id, CancellationToken cancellationToken)
        {
            foreach (var (key, value) in running)
            {
                if (value == id)
                {
                    running.TryRemove(key, out _);
                }
            }

            return Task.CompletedTask;
        }
    }
}
