using OrleansSync.Helix.Client;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Client.Push;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Server.Tests.HelixCli;

/// <summary>The client's library against the real server, over gRPC, on real files.</summary>
[Collection(SharedServerTests.Name)]
public sealed class HelixClientTests(SharedServer shared) : IConversation, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("orleanssync-helix").FullName;

    public bool IsInteractive => false;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task InitAddPushSync_OnTwoMachines_GiveBothTheSameFiles()
    {
        await new V1.Workspaces.WorkspacesClient(shared.Server.Admin).CreateWorkspaceAsync(
            new V1.CreateWorkspaceRequest { Workspace = new V1.Workspace { Name = "Client", UrlSlug = "client", Type = V1.WorkspaceType.Personal } });
        var cloud = new GrpcHelixCloud(shared.Server.Admin, TimeProvider.System);
        var workspaces = new WorkspaceSelector(cloud, this, Path.Combine(root, "config"));
        var (one, two) = (Directory.CreateDirectory(Path.Combine(root, "one")).FullName, Directory.CreateDirectory(Path.Combine(root, "two")).FullName);
        await new ProjectInit(this).RunAsync(one, "orders", default);
        await File.WriteAllTextAsync(Path.Combine(one, "db", "schema.hx"), "N::User { name: String }\n");
        await new CloudAdd(cloud, this, workspaces).RunAsync(one, new CloudAddOptions("prod", null, BuildMode.Dev, "Client", MayCreateProject: true), default);

        var end = await new ProjectPush(cloud, this).RunAsync(Path.Combine(one, "db"), "prod", isDev: false, default);
        var options = new SyncOptions(two, null) { Workspace = "Client" };
        await new ProjectSync(cloud, this, workspaces, new StampCache(Path.Combine(root, "stamps"))).RunAsync(options, default);

        Assert.StartsWith("hlxk_", end.AuthKey, StringComparison.Ordinal);
        Assert.Equal("N::User { name: String }\n", await File.ReadAllTextAsync(Path.Combine(two, "db", "schema.hx")));
        Assert.Equal("prod", Assert.Single(ProjectFileReader.Read(await File.ReadAllTextAsync(Path.Combine(two, "helix.toml"))).File!.Clouds).Name);

        await File.WriteAllTextAsync(Path.Combine(two, "db", "more.hx"), "QUERY more() => RETURN 1\n");
        File.SetLastWriteTimeUtc(Path.Combine(two, "db", "more.hx"), File.GetLastWriteTimeUtc(Path.Combine(two, "db", "more.hx")).AddMinutes(1));
        await new ProjectPush(cloud, this).RunAsync(two, "prod", isDev: false, default);
        await new ProjectSync(cloud, this, workspaces, new StampCache(Path.Combine(root, "stamps"))).RunAsync(options with { Folder = one, Yes = true, Prefer = SyncSide.Cloud }, default);

        Assert.True(File.Exists(Path.Combine(one, "db", "more.hx")));

        var cluster = Assert.Single(ProjectFileReader.Read(await File.ReadAllTextAsync(Path.Combine(one, "helix.toml"))).File!.Clouds).ClusterId;
        var stamps = (await cloud.FindSourceAsync(cluster, default))!.Files.Select(file => (file.Path, file.Stamp)).ToList();
        var same = await cloud.CompareSourceAsync(cluster, SourceHash.OfAll(stamps), default);
        var other = await cloud.CompareSourceAsync(cluster, SourceHash.OfAll(stamps.Take(1)), default);
        Assert.True(same!.IsSame);
        Assert.Empty(same.Source.Files);
        Assert.False(other!.IsSame);
        Assert.Equal((await cloud.FindClusterAsync(cluster, default))!.SourceId, same.SourceId);
        Assert.Equal(same.SourceId, other.SourceId);
        var project = ProjectFileReader.Read(await File.ReadAllTextAsync(Path.Combine(one, "helix.toml"))).File!.Id!;
        Assert.Equal(cluster, Assert.Single((await cloud.FindProjectClustersAsync(project, default))!.Clusters).Id);
        Assert.Equal(["more.hx", "queries.hx", "schema.hx"], other.Source.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Deploy_ConnectionLostAgainAndAgain_TellsEveryEventOnce()
    {
        var workspace = await new V1.Workspaces.WorkspacesClient(shared.Server.Admin).CreateWorkspaceAsync(
            new V1.CreateWorkspaceRequest { Workspace = new V1.Workspace { Name = "Losses", UrlSlug = "losses", Type = V1.WorkspaceType.Personal } });
        var calls = new LosingCalls(shared.Server.Admin, losses: 3);
        var cloud = new GrpcHelixCloud(calls, TimeProvider.System);
        var project = await cloud.CreateProjectAsync(workspace.Id, "orders", default);
        var cluster = await cloud.CreateClusterAsync(project.Id, "prod", "", BuildMode.Dev, default);

        var news = new List<DeployProgress>();
        await foreach (var happened in cloud.DeployAsync(
            new DeployOrder(cluster.Id, "prod", new SourceSet([SourceFile.Of("a.hx", "Q", null)], null), new Dictionary<string, string>(), BuildMode.Unspecified), default))
        {
            news.Add(happened);
        }

        Assert.Equal(4, calls.Streams);
        Assert.Equal(Enumerable.Range(1, news.Count).Select(number => (long)number), news.Select(happened => happened.Number));
        Assert.NotEqual("", news[^1].Url);
    }

    [Fact]
    public async Task CreateCluster_RegionThatTheServerLacks_NamesThoseItHas()
    {
        var workspace = await new V1.Workspaces.WorkspacesClient(shared.Server.Admin).CreateWorkspaceAsync(
            new V1.CreateWorkspaceRequest { Workspace = new V1.Workspace { Name = "Regions", UrlSlug = "regions", Type = V1.WorkspaceType.Personal } });
        var cloud = new GrpcHelixCloud(shared.Server.Admin, TimeProvider.System);
        var project = await cloud.CreateProjectAsync(workspace.Id, "orders", default);

        var refusal = await Assert.ThrowsAsync<HelixClientException>(() => cloud.CreateClusterAsync(project.Id, "prod", "us-esat-1", BuildMode.Dev, default));
        var regions = await new V1.Clusters.ClustersClient(shared.Server.Admin).ListRegionsAsync(new V1.ListRegionsRequest());

        Assert.Equal(HelixClientError.InvalidArgument, refusal.Error);
        Assert.Contains("us-east-1", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await cloud.ListClustersAsync(project.Id, default));
        Assert.Equal(["us-east-1"], regions.Regions);
    }

    [Fact]
    public async Task Any_WrongKeyOrUnknownId_IsExplained()
    {
        var wrong = new GrpcHelixCloud(shared.Server.With("osync_wrong"), TimeProvider.System);
        Assert.Equal(HelixClientError.Refused, (await Assert.ThrowsAsync<HelixClientException>(() => wrong.ListWorkspacesAsync(default))).Error);
        Assert.Null(await new GrpcHelixCloud(shared.Server.Admin, TimeProvider.System).FindClusterAsync("0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d", default));
        Assert.Null(await new GrpcHelixCloud(shared.Server.Admin, TimeProvider.System).FindProjectClustersAsync("0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d", default));
    }

    void IConversation.Inform(string text)
    {
    }

    void IConversation.Warn(string text) => throw new InvalidOperationException(text);

    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) => throw new InvalidOperationException(question);

    public Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken) => throw new InvalidOperationException(question);

    public Task<string> AskAsync(string question, string proposal, CancellationToken cancellationToken) => throw new InvalidOperationException(question);
}
