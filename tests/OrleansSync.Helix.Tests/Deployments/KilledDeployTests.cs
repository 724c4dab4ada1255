using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Builders;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Helix.Tests.Deployments;

/// <summary>
/// A deploy that is killed before or after every call to a store, and goes on: it ends, and at every moment the cluster has the old source whole or the new one whole.
/// </summary>
public sealed class KilledDeployTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryHelix store = new();
    private readonly InMemoryArtifactStore artifacts = new();
    private readonly WorkspaceId workspace = new(Id(1));
    private readonly ProjectId project = new(Id(2));
    private readonly ClusterId clusterId = new(Id(3));
    private int calls;

    private string Prefix => ArtifactLayout.PrefixOf(workspace, project, clusterId);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_KilledAtEveryCall_GoesOnAndNeverMixes(bool before)
    {
        // One more than the calls of a whole deploy, so that the last round is not killed.
        for (var killAt = 1; ; killAt++)
        {
            var test = new KilledDeployTests();
            await test.CreateTreeAsync();
            await test.DeployAsync(10, Source("old", "gone"));
            var wasKilled = await test.DeployKilledAsync(killAt, before);

            var cluster = await test.store.FindAsync(test.clusterId, default);
            Assert.Equal(new DeploymentId(Id(20)), cluster!.Source);
            Assert.Equal(["new", "old"], await test.CurrentAsync());
            await test.Pipeline().CleanUpAsync(test.Prefix, cluster.Source, active: null, default);
            Assert.Equal([$"{test.Prefix}{Id(20)}/{ArtifactLayout.Source}"], (await test.artifacts.ListAsync(test.Prefix, default)).AsEnumerable());
            if (!wasKilled)
            {
                Assert.True(killAt > 10, $"Only {killAt} places to kill a deploy at; the test has lost its hold.");
                return;
            }
        }
    }

    [Fact]
    public async Task Deploy_BuildFails_LeavesTheOldSource()
    {
        await CreateTreeAsync();
        await DeployAsync(10, Source("old"));

        var failed = await DeployAsync(20, Source("new"), new FailingBuilder());

        Assert.Equal((DeployStage.Failed, "cargo said no"), (failed.Stage, failed.Failure));
        Assert.Equal(["old"], await CurrentAsync());
    }

    [Fact]
    public async Task Deploy_FileUnchanged_KeepsItsTime()
    {
        await CreateTreeAsync();
        await DeployAsync(10, new SourceSet([SourceFile.Of("a.hx", "same", 1), SourceFile.Of("b.hx", "before", 1)], null));
        await DeployAsync(20, new SourceSet([SourceFile.Of("a.hx", "same", 2), SourceFile.Of("b.hx", "after", 2)], null));

        var current = await Pipeline().FindSourceAsync(Prefix, new DeploymentId(Id(20)), default);

        Assert.Equal([1L, 2L], current!.Files.Select(file => file.Stamp.LastModifiedMs!.Value));
    }

    [Fact]
    public async Task Deploy_WithoutQueries_IsRefusedAndTheOldSourceStays()
    {
        await CreateTreeAsync();
        await DeployAsync(10, Source("old"));

        var failed = await DeployAsync(20, SourceSet.Empty);

        Assert.Equal(DeployStage.Failed, failed.Stage);
        Assert.Contains("No .hx files", failed.Failure, StringComparison.Ordinal);
        Assert.Equal(["old"], await CurrentAsync());
    }

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:000000000000}");

    private static SourceSet Source(params string[] names) => new([.. names.Order(StringComparer.Ordinal).Select(name => SourceFile.Of($"{name}.hx", $"// {name}", 1))], "[project]\nname='p'\n");

    private DeployPipeline Pipeline(IBuilder? builder = null) => new(artifacts, new PresenceChecker(), builder ?? new NoBuilder(), new FixedRollout());

    private async Task CreateTreeAsync()
    {
        await store.CreateAsync(new Workspace(workspace, 1, "w", "w", WorkspaceType.Organization, "free", HasBilling: true, Now, Now), null, default);
        await store.CreateAsync(new Project(project, 1, workspace, "p", Now, Now), null, default);
        await store.CreateAsync(new Cluster(clusterId, 1, project, "prod", ClusterKind.Standard, "r", BuildMode.Dev, null, null, "", Now, Now), null, default);
    }

    private async Task<Deployment> DeployAsync(int number, SourceSet source, IBuilder? builder = null)
    {
        await AcceptAsync(number, source);
        return await ResumeAsync(number, builder);
    }

    private async Task<bool> DeployKilledAsync(int killAt, bool before)
    {
        calls = 0;
        var armed = true;
        Task Kill(bool isBefore)
        {
            if (isBefore == before && armed && ++calls == killAt)
            {
                armed = false;
                throw new KilledException();
            }

            return Task.CompletedTask;
        }

        store.Before = artifacts.Before = (_, _) => Kill(isBefore: true);
        store.After = artifacts.After = (_, _) => Kill(isBefore: false);
        while (true)
        {
            try
            {
                // A caller whose call was lost repeats it; the server goes on with what is stored.
                if (await store.FindAsync(new DeploymentId(Id(20)), default) is null)
                {
                    await AcceptAsync(20, Source("old", "new"));
                }

                await ResumeAsync(20, null);
                break;
            }
            catch (KilledException)
            {
                store.Before = store.After = artifacts.Before = artifacts.After = null;
                Assert.Contains(await CurrentAsync(), new[] { new[] { "gone", "old" }, ["new", "old"] });
            }
        }

        store.Before = store.After = artifacts.Before = artifacts.After = null;
        return !armed;
    }

    private async Task AcceptAsync(int number, SourceSet source)
    {
        var input = new DeployInput(source, ImmutableSortedDictionary<string, string>.Empty, "prod", BuildMode.Unspecified, null);
        var deployment = new Deployment(new DeploymentId(Id(number)), 1, clusterId, "prod", BuildMode.Dev, DeployStage.Check, 0, 0, 0, 0, number == 10, "", "", "me", Now, Now);
        await Pipeline().StoreInputAsync(Prefix, deployment.Id, input, default);
        await store.CreateAsync(DeployMachine.Begin(deployment, Now), null, default);
    }

    private async Task<Deployment> ResumeAsync(int number, IBuilder? builder)
    {
        var pipeline = Pipeline(builder);
        var id = new DeploymentId(Id(number));
        while (await store.FindAsync(id, default) is { HasEnded: false } deployment)
        {
            var cluster = await store.FindAsync(clusterId, default) ?? throw new InvalidOperationException("The cluster is gone.");
            var fact = await pipeline.AdvanceAsync(Prefix, cluster, deployment, default);
            await store.CommitAsync(DeployMachine.Apply(deployment, fact, Now), default);
        }

        return await store.FindAsync(id, default) ?? throw SyncException.NotFound("deployment", id.Value);
    }

    private async Task<string[]> CurrentAsync()
    {
        var cluster = await store.FindAsync(clusterId, default);
        var source = await Pipeline().FindSourceAsync(Prefix, cluster!.Source!.Value, default);
        Assert.NotNull(source);
        return [.. source.Files.Select(file => file.Path[..^3])];
    }

    private sealed class FixedRollout : IClusterRollout
    {
        public Task<string> RollOutAsync(Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken) => Task.FromResult("https://x");
    }

    private sealed class FailingBuilder : IBuilder
    {
        public Task<BuildProgress> AdvanceAsync(BuildJob job, int linesSeen, CancellationToken cancellationToken) =>
            Task.FromResult(new BuildProgress(BuildState.Failed, 10, [], "cargo said no"));

        public Task CancelAsync(DeploymentId id, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class KilledException : Exception;
}
