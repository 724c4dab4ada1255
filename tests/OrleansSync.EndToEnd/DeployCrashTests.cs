using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd;

public sealed class DeployCrashTests
{
    [PostgresFact]
    public async Task SigKill_DuringTheBuild_KeepsTheOldSourceAndGoesOnWithTheNextServer()
    {
        await using var setup = await ServerSetup.CreateAsync();
        var gate = Path.Combine(Path.GetTempPath(), "orleanssync-gate-" + Path.GetRandomFileName());
        string[] settings = [.. setup.Settings(), "--Helix:Builder", "command", "--HelixBuild:Command", $"sh -c \"echo begun; until [ -e {gate} ]; do sleep 0.1; done; cat source/q.hx\""];
        await File.WriteAllTextAsync(gate, "");
        string cluster, deployment;
        List<V1.WatchDeploymentResponse> events;
        await using (var server = await ServerProcess.StartAsync(ServerProcess.FindProgram(), settings, CancellationToken.None))
        {
            var (channel, caller) = await setup.ConnectAsync(server);
            using (channel)
            {
                cluster = await CreateClusterAsync(caller);
                await WatchAsync(caller, await DeployAsync(caller, cluster, "old"), 0, _ => false);
                File.Delete(gate);
                deployment = await DeployAsync(caller, cluster, "new");
                events = await WatchAsync(caller, deployment, 0, happened => happened.Log == "begun");
                Assert.Equal("old", await ReadAsync(caller, cluster));
                await server.KillAsync(CancellationToken.None);
            }
        }

        await using var next = await ServerProcess.StartAsync(ServerProcess.FindProgram(), settings, CancellationToken.None);
        var (second, again) = await setup.ConnectAsync(next);
        using (second)
        {
            Assert.Equal("old", await ReadAsync(again, cluster));
            await File.WriteAllTextAsync(gate, "");
            events.AddRange(await WatchAsync(again, deployment, events[^1].Number, _ => false));

            Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(happened => happened.Number));
            Assert.Contains(events, happened => happened.Log == "new");
            Assert.Equal(V1.WatchDeploymentResponse.EventOneofCase.Done, events[^1].EventCase);
            Assert.Equal("new", await ReadAsync(again, cluster));
        }

        File.Delete(gate);
    }

    private static async Task<string> CreateClusterAsync(Grpc.Core.CallInvoker caller)
    {
        var workspace = await new V1.Workspaces.WorkspacesClient(caller).CreateWorkspaceAsync(
            new V1.CreateWorkspaceRequest { Workspace = new V1.Workspace { Name = "Shop", UrlSlug = "shop", Type = V1.WorkspaceType.Personal } });
        var project = await new V1.Projects.ProjectsClient(caller).CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = workspace.Id, Name = "orders" } });
        return (await new V1.Clusters.ClustersClient(caller).CreateClusterAsync(
            new V1.CreateClusterRequest { Cluster = new V1.Cluster { ProjectId = project.Id, Name = "prod", BuildMode = V1.BuildMode.Dev } })).Id;
    }

    private static async Task<string> DeployAsync(Grpc.Core.CallInvoker caller, string cluster, string content) => (await new V1.Deployments.DeploymentsClient(caller).StartDeploymentAsync(
        new V1.StartDeploymentRequest { ClusterId = cluster, InstanceName = "prod", Files = { new V1.SourceFile { Path = "q.hx", Content = content } } })).Id;

    private static async Task<List<V1.WatchDeploymentResponse>> WatchAsync(Grpc.Core.CallInvoker caller, string deployment, long after, Func<V1.WatchDeploymentResponse, bool> isEnough)
    {
        using var call = new V1.Deployments.DeploymentsClient(caller).WatchDeployment(new V1.WatchDeploymentRequest { Id = deployment, After = after });
        var events = new List<V1.WatchDeploymentResponse>();
        while ((events.Count == 0 || !isEnough(events[^1])) && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }

    private static async Task<string> ReadAsync(Grpc.Core.CallInvoker caller, string cluster)
    {
        using var call = new V1.Clusters.ClustersClient(caller).ReadClusterSource(new V1.ReadClusterSourceRequest { Id = cluster });
        var content = "";
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            content += string.Concat(call.ResponseStream.Current.Files?.Files.Select(file => file.Content) ?? []);
        }

        return content;
    }
}
