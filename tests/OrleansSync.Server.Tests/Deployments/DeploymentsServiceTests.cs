using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace OrleansSync.Server.Tests.Deployments;

[Collection(SharedServerTests.Name)]
public sealed class DeploymentsServiceTests(SharedServer shared)
{
    private const string Missing = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";

    private static int slugs;

    private V1.Workspaces.WorkspacesClient Workspaces => new(shared.Server.Admin);

    private V1.Projects.ProjectsClient Projects => new(shared.Server.Admin);

    private V1.Clusters.ClustersClient Clusters => new(shared.Server.Admin);

    private V1.Deployments.DeploymentsClient Deployments => new(shared.Server.Admin);

    [Fact]
    public async Task Start_Watched_EndsWithTheKeyAndTheSource()
    {
        var cluster = await CreateClusterAsync();
        var request = Start(cluster.Id, ("a/q.hx", "QUERY q()"));
        var deployment = await Deployments.StartDeploymentAsync(request);

        var events = await WatchAsync(deployment.Id, 0);

        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(happened => happened.Number));
        Assert.StartsWith("hlxk_", events[^1].Done.AuthKey, StringComparison.Ordinal);
        Assert.Equal("", (await WatchAsync(deployment.Id, events.Count - 1))[^1].Done.AuthKey);
        Assert.Equal(V1.DeploymentStage.Done, (await Deployments.GetDeploymentAsync(new V1.GetDeploymentRequest { Id = deployment.Id })).Stage);
        var after = await Clusters.GetClusterAsync(new V1.GetClusterRequest { Id = cluster.Id });
        Assert.Equal((deployment.Id, $"https://{cluster.Id}.clusters.localhost"), (after.SourceDeploymentId, after.Url));
        var parts = new List<V1.ReadClusterSourceResponse>();
        using var source = Clusters.ReadClusterSource(new V1.ReadClusterSourceRequest { Id = cluster.Id });
        while (await source.ResponseStream.MoveNext(default))
        {
            parts.Add(source.ResponseStream.Current);
        }

        Assert.Equal("[project]\nname='p'\n", parts[0].HelixToml);
        Assert.Equal(("a/q.hx", "QUERY q()", 1234L), (parts[1].Files.Files[0].Path, parts[1].Files.Files[0].Content, parts[1].Files.Files[0].LastModifiedMs));
    }

    [Fact]
    public async Task Start_WrongFields_NamesThemAllAndStartsNothing()
    {
        var cluster = await CreateClusterAsync();

        var refusal = await Refusal.OfAsync(() => Deployments.StartDeploymentAsync(Start(cluster.Id, ("../x.hx", "Q"), ("C:\\y.hx", "Q"))).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(["files", "files"], refusal.Fields.Select(field => field.Field));
        Assert.Empty((await Deployments.ListDeploymentsAsync(new V1.ListDeploymentsRequest { ClusterId = cluster.Id })).Deployments);
    }

    [Fact]
    public async Task Start_WithBuildMode_IsBuiltSoAndTold()
    {
        var cluster = await CreateClusterAsync();
        var request = Start(cluster.Id, ("q.hx", "Q"));
        request.BuildMode = V1.BuildMode.Release;
        request.RuntimeConfig = new V1.RuntimeConfig { VectorConfig = new V1.VectorConfig { M = 32 }, GraphConfig = new V1.GraphConfig { SecondaryIndices = { new V1.SecondaryIndex { Name = "email", Unique = true } } } };
        var dry = request.Clone();
        dry.ValidateOnly = true;

        var checkedOnly = await Deployments.StartDeploymentAsync(dry);
        var deployment = await Deployments.StartDeploymentAsync(request);
        var events = await WatchAsync(deployment.Id, 0);

        Assert.Equal((V1.BuildMode.Release, V1.BuildMode.Release), (checkedOnly.BuildMode, deployment.BuildMode));
        Assert.Contains("helix.toml has the build mode release, the cluster dev", events[1].Log, StringComparison.Ordinal);
        Assert.NotEqual("", events[^1].Done.Url);
        Assert.Equal(V1.BuildMode.Dev, (await Clusters.GetClusterAsync(new V1.GetClusterRequest { Id = cluster.Id })).BuildMode);
        request.BuildModeOverride = V1.BuildMode.Dev;
        var overridden = await Deployments.StartDeploymentAsync(request);
        Assert.Equal(V1.BuildMode.Dev, overridden.BuildMode);
        Assert.DoesNotContain(await WatchAsync(overridden.Id, 0), happened => happened.EventCase is V1.WatchDeploymentResponse.EventOneofCase.Log);
    }

    [Fact]
    public async Task Start_SettingsThatAreWrongOrNotThoseOfTheFile_NamesEach()
    {
        var cluster = await CreateClusterAsync();
        var request = Start(cluster.Id, ("q.hx", "Q"));
        request.HelixToml = $"[project]\nname='p'\n[cloud.prod.helix]\ncluster_id='{cluster.Id}'\nbuild_mode='dev'\n";
        request.BuildMode = V1.BuildMode.Release;
        request.RuntimeConfig = new V1.RuntimeConfig { VectorConfig = new V1.VectorConfig { M = 0 }, Mcp = false, EmbeddingModel = "\u0001" };

        var refusal = await Refusal.OfAsync(() => Deployments.StartDeploymentAsync(request).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(
            ["build_mode", "runtime_config.embedding_model", "runtime_config.mcp", "runtime_config.vector_config.m"],
            refusal.Fields.Select(field => field.Field).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty((await Deployments.ListDeploymentsAsync(new V1.ListDeploymentsRequest { ClusterId = cluster.Id })).Deployments);
    }

    [Fact]
    public async Task ReadLog_OfADeploy_IsThatOfTheTime()
    {
        var cluster = await CreateClusterAsync();
        await WatchAsync((await Deployments.StartDeploymentAsync(Start(cluster.Id, ("q.hx", "Q")))).Id, 0);
        var all = (await Clusters.ReadClusterLogAsync(new V1.ReadClusterLogRequest { Id = cluster.Id })).Lines;

        Assert.NotEmpty(all);
        Assert.Equal(all.Order(Comparer<V1.ClusterLogLine>.Create((one, two) => one.Number.CompareTo(two.Number))), all);
        var early = new V1.ReadClusterLogRequest { Id = cluster.Id, StartTime = new Timestamp { Seconds = all[0].Time.Seconds - 60 }, EndTime = all[0].Time };
        Assert.Empty((await Clusters.ReadClusterLogAsync(early)).Lines);
        early.EndTime = new Timestamp { Seconds = all[^1].Time.Seconds + 1 };
        Assert.Equal(all, (await Clusters.ReadClusterLogAsync(early)).Lines);
        var wrong = new (Timestamp Start, Timestamp End, string Field)[]
        {
            (new Timestamp { Seconds = 0 }, new Timestamp { Seconds = 3601 }, "start_time"),
            (new Timestamp { Seconds = 9 }, new Timestamp { Seconds = 9 }, "start_time"),
            (new Timestamp { Seconds = long.MinValue }, new Timestamp { Seconds = 9 }, "start_time"),
            (new Timestamp { Seconds = 9 }, new Timestamp { Seconds = 10, Nanos = -1 }, "end_time"),
        };
        foreach (var (start, end, field) in wrong)
        {
            var refusal = await Refusal.OfAsync(() => Clusters.ReadClusterLogAsync(new V1.ReadClusterLogRequest { Id = cluster.Id, StartTime = start, EndTime = end }).ResponseAsync);
            Assert.Equal((StatusCode.InvalidArgument, field), (refusal.Code, Assert.Single(refusal.Fields).Field));
        }
    }

    [Fact]
    public async Task Start_SameRequestIdAgain_IsTheFirstDeployment()
    {
        var cluster = await CreateClusterAsync();
        var request = Start(cluster.Id, ("q.hx", "Q"));
        request.RequestId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c01";
        var first = await Deployments.StartDeploymentAsync(request);
        await WatchAsync(first.Id, 0);

        Assert.Equal(first.Id, (await Deployments.StartDeploymentAsync(request)).Id);
        Assert.Single((await Deployments.ListDeploymentsAsync(new V1.ListDeploymentsRequest { ClusterId = cluster.Id })).Deployments);
    }

    [Fact]
    public async Task Any_Missing_IsNotFound()
    {
        Func<Task>[] calls =
        [
            () => Workspaces.GetWorkspaceAsync(new V1.GetWorkspaceRequest { Id = Missing }).ResponseAsync,
            () => Projects.ListProjectsAsync(new V1.ListProjectsRequest { WorkspaceId = Missing }).ResponseAsync,
            () => Clusters.GetClusterAsync(new V1.GetClusterRequest { Id = Missing }).ResponseAsync,
            () => Clusters.ReadClusterLogAsync(new V1.ReadClusterLogRequest { Id = Missing }).ResponseAsync,
            () => Clusters.RotateClusterKeyAsync(new V1.RotateClusterKeyRequest { Id = Missing }).ResponseAsync,
            () => Deployments.StartDeploymentAsync(Start(Missing, ("q.hx", "Q"))).ResponseAsync,
            () => Deployments.CancelDeploymentAsync(new V1.CancelDeploymentRequest { Id = Missing }).ResponseAsync,
            () => WatchAsync(Missing, 0),
        ];
        foreach (var call in calls)
        {
            Assert.Equal("NOT_FOUND", (await Refusal.OfAsync(call)).Reason);
        }
    }

    [Fact]
    public async Task Catalog_PagesEtagsAndDryRuns_WorkAsElsewhere()
    {
        var workspace = await CreateWorkspaceAsync();
        for (var number = 0; number < 5; number++)
        {
            await Projects.CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = workspace.Id, Name = $"p{number}" } });
        }

        var names = new List<string>();
        var token = "";
        do
        {
            var page = await Projects.ListProjectsAsync(new V1.ListProjectsRequest { WorkspaceId = workspace.Id, PageSize = 2, PageToken = token });
            names.AddRange(page.Projects.Select(project => project.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], names);
        var dry = await Projects.CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = workspace.Id, Name = "dry" }, ValidateOnly = true });
        Assert.Equal("", dry.Id);
        var changed = await Workspaces.UpdateWorkspaceAsync(new V1.UpdateWorkspaceRequest { Workspace = new V1.Workspace { Id = workspace.Id, Etag = workspace.Etag, HasBilling = false } });
        Assert.Equal((false, "Shop"), (changed.HasBilling, changed.Name));
        Assert.Equal(
            "ETAG_MISMATCH",
            (await Refusal.OfAsync(() => Workspaces.UpdateWorkspaceAsync(new V1.UpdateWorkspaceRequest { Workspace = new V1.Workspace { Id = workspace.Id, Etag = workspace.Etag, Plan = "x" } }).ResponseAsync)).Reason);
        Assert.Equal(
            "BILLING_REQUIRED",
            (await Refusal.OfAsync(() => Projects.CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = workspace.Id, Name = "q" } }).ResponseAsync)).Reason);
    }

    private static V1.StartDeploymentRequest Start(string cluster, params (string Path, string Content)[] files)
    {
        var request = new V1.StartDeploymentRequest { ClusterId = cluster, InstanceName = "prod", HelixToml = "[project]\nname='p'\n" };
        request.Files.AddRange(files.Select(file => new V1.SourceFile { Path = file.Path, Content = file.Content, LastModifiedMs = 1234 }));
        return request;
    }

    private async Task<V1.Workspace> CreateWorkspaceAsync() => await Workspaces.CreateWorkspaceAsync(new V1.CreateWorkspaceRequest
    {
        Workspace = new V1.Workspace { Name = "Shop", UrlSlug = $"grpc-{Interlocked.Increment(ref slugs)}", Type = V1.WorkspaceType.Organization },
    });

    private async Task<V1.Cluster> CreateClusterAsync()
    {
        var project = await Projects.CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = (await CreateWorkspaceAsync()).Id, Name = "p" } });
        return await Clusters.CreateClusterAsync(new V1.CreateClusterRequest { Cluster = new V1.Cluster { ProjectId = project.Id, Name = "prod", BuildMode = V1.BuildMode.Dev } });
    }

    private async Task<List<V1.WatchDeploymentResponse>> WatchAsync(string id, long after)
    {
        using var call = Deployments.WatchDeployment(new V1.WatchDeploymentRequest { Id = id, After = after });
        var events = new List<V1.WatchDeploymentResponse>();
        while (await call.ResponseStream.MoveNext(default))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }
}
