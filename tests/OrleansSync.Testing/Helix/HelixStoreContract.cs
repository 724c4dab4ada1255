using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Helix;

/// <summary>What the ports of Helix's metadata keep together. A derived class opens new, empty ones for each test.</summary>
public abstract class HelixStoreContract : IAsyncLifetime
{
    protected ManualClock Clock { get; } = new();

    protected SequentialIdSource Ids { get; } = new();

    protected HelixStores Stores { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Stores = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<HelixStores> OpenAsync();

    [PostgresFact]
    public async Task Create_EachKind_IsReadBackEqual()
    {
        var (workspace, project, cluster) = await CreateTreeAsync();
        var enterprise = NewCluster(project) with { Name = "big", Kind = ClusterKind.Enterprise, Enterprise = new EnterpriseShape("ha", "GW-40", "HLX-160", 3, 4, 5, 6) };
        await Stores.Clusters.CreateAsync(enterprise, null, default);

        Assert.Equal(workspace, await Stores.Workspaces.FindAsync(workspace.Id, default));
        Assert.Equal(project, await Stores.Projects.FindAsync(project.Id, default));
        Assert.Equal(cluster, await Stores.Clusters.FindAsync(cluster.Id, default));
        Assert.Equal([cluster, enterprise], (await Stores.Clusters.ListAsync(project.Id, null, 10, default)).AsEnumerable());
        Assert.Equal([(project, cluster), (project, enterprise)], (await Stores.Clusters.ListOfWorkspaceAsync(workspace.Id, 10, default)).AsEnumerable());
        Assert.Null(await Stores.Clusters.FindAsync(new ClusterId(Ids.Next()), default));
    }

    [PostgresFact]
    public async Task Create_NameInUse_IsRefusedWhereNamesAreUnique()
    {
        var (workspace, project, cluster) = await CreateTreeAsync();

        await RefusedAsync(SyncError.NameTaken, () => Stores.Workspaces.CreateAsync(workspace with { Id = new WorkspaceId(Ids.Next()) }, null, default));
        await RefusedAsync(SyncError.NameTaken, () => Stores.Projects.CreateAsync(project with { Id = new ProjectId(Ids.Next()) }, null, default));
        await RefusedAsync(SyncError.NameTaken, () => Stores.Clusters.CreateAsync(cluster with { Id = new ClusterId(Ids.Next()) }, null, default));
        await Stores.Projects.CreateAsync(project with { Id = new ProjectId(Ids.Next()), Name = project.Name.ToUpperInvariant() }, null, default);
        Assert.True(await Stores.Projects.IsNameTakenAsync(workspace.Id, project.Name, default));
        Assert.False(await Stores.Clusters.IsNameTakenAsync(project.Id, "another", default));
    }

    [PostgresFact]
    public async Task Create_ParentIsGone_NotFound()
    {
        await RefusedAsync(SyncError.NotFound, () => Stores.Projects.CreateAsync(NewProject(new WorkspaceId(Ids.Next())), null, default));
        await RefusedAsync(SyncError.NotFound, () => Stores.Clusters.CreateAsync(NewCluster(NewProject(new WorkspaceId(Ids.Next()))), null, default));
    }

    [PostgresFact]
    public async Task Create_SameRequestAgain_GivesTheFirstAnswerAndMakesNothing()
    {
        var (workspace, _, _) = await CreateTreeAsync();
        var request = new ChangeRequest(Ids.Next(), [.. new byte[16]]);
        var first = await Stores.Projects.CreateAsync(NewProject(workspace.Id) with { Name = "once" }, request, default);

        var again = await Stores.Projects.CreateAsync(NewProject(workspace.Id) with { Name = "once" }, request, default);

        Assert.Equal(first, again);
        Assert.Equal(2, (await Stores.Projects.ListAsync(workspace.Id, null, 10, default)).Length);
        await RefusedAsync(SyncError.RequestIdReused, () => Stores.Projects.CreateAsync(NewProject(workspace.Id), request with { Fingerprint = [.. new byte[15], 1] }, default));
    }

    [PostgresFact]
    public async Task Update_OldRevision_IsRefused()
    {
        var (workspace, project, _) = await CreateTreeAsync();
        var changed = workspace with { Revision = 2, Plan = "team", HasBilling = false };

        await Stores.Workspaces.UpdateAsync(changed, default);

        Assert.Equal(changed, await Stores.Workspaces.FindAsync(workspace.Id, default));
        await RefusedAsync(SyncError.EtagMismatch, () => Stores.Workspaces.UpdateAsync(changed, default));
        await RefusedAsync(SyncError.EtagMismatch, () => Stores.Projects.UpdateAsync(project with { Revision = 3 }, default));
    }

    [PostgresFact]
    public async Task Members_SetAndRemoved_DecideWhatAPersonSees()
    {
        var (workspace, _, _) = await CreateTreeAsync();
        var person = await Stores.Users.SignInAsync(NewUser(7), default);

        await Stores.Workspaces.SetRoleAsync(workspace.Id, person.Id, MemberRole.Viewer, default);
        await Stores.Workspaces.SetRoleAsync(workspace.Id, person.Id, MemberRole.Developer, default);

        Assert.Equal(MemberRole.Developer, await Stores.Workspaces.GetRoleAsync(workspace.Id, person.Id, default));
        Assert.Equal(new Member(person, MemberRole.Developer), Assert.Single(await Stores.Workspaces.ListMembersAsync(workspace.Id, default)));
        Assert.Equal(workspace, Assert.Single(await Stores.Workspaces.ListAsync(person.Id, null, 10, default)));
        await Stores.Workspaces.SetRoleAsync(workspace.Id, person.Id, MemberRole.Unspecified, default);
        Assert.Equal(MemberRole.Unspecified, await Stores.Workspaces.GetRoleAsync(workspace.Id, person.Id, default));
        Assert.Empty(await Stores.Workspaces.ListAsync(person.Id, null, 10, default));
        await RefusedAsync(SyncError.NotFound, () => Stores.Workspaces.SetRoleAsync(new WorkspaceId(Ids.Next()), person.Id, MemberRole.Viewer, default));
    }

    [PostgresFact]
    public async Task SignIn_SamePersonRenamed_KeepsTheId()
    {
        var first = await Stores.Users.SignInAsync(NewUser(7), default);

        var again = await Stores.Users.SignInAsync(NewUser(7) with { Login = "renamed" }, default);

        Assert.Equal(first with { Login = "renamed" }, again);
        Assert.Equal(again, await Stores.Users.FindAsync(first.Id, default));
    }

    [PostgresFact]
    public async Task Rotate_ManyAtOnce_OneKeyIsValid()
    {
        var owner = Ids.Next();
        var records = Enumerable.Range(0, 8).Select(number => NewKey(owner, (byte)number)).ToList();

        await Task.WhenAll(records.Select(record => Task.Run(() => Stores.Keys.RotateAsync(record, default))));

        var stored = await Task.WhenAll(records.Select(record => Stores.Keys.FindAsync(record.Id, default)));
        Assert.Single(stored, record => record!.RevokedAt is null);
        Assert.Equal(records[3].SecretHash.AsEnumerable(), stored[3]!.SecretHash.AsEnumerable());
    }

    [PostgresFact]
    public async Task AddFirst_OwnerHadAKey_IsRefused()
    {
        var owner = Ids.Next();
        var first = NewKey(owner, 1);

        Assert.True(await Stores.Keys.AddFirstAsync(first, default));
        Assert.True(await Stores.Keys.AddFirstAsync(first, default));
        Assert.False(await Stores.Keys.AddFirstAsync(NewKey(owner, 2), default));
    }

    [PostgresFact]
    public async Task Deployments_TwoOfOneCluster_SecondIsRefusedUntilTheFirstEnded()
    {
        var (_, _, cluster) = await CreateTreeAsync();
        var first = NewDeployment(cluster);
        await Stores.Deployments.CreateAsync(first, null, default);

        await RefusedAsync(SyncError.DeploymentUnderWay, () => Stores.Deployments.CreateAsync(NewDeployment(cluster), null, default));
        Assert.Equal(first.Deployment, await Stores.Deployments.FindActiveAsync(cluster.Id, default));
        await Stores.Deployments.CommitAsync(DeployMachine.Apply(first.Deployment, new DeployFact.Cancelled(), Clock.Now()), default);
        await Stores.Deployments.CreateAsync(NewDeployment(cluster), null, default);

        Assert.Equal(2, (await Stores.Deployments.ListAsync(cluster.Id, null, 10, default)).Length);
        Assert.Single(await Stores.Deployments.ListActiveAsync(10, default));
    }

    [PostgresFact]
    public async Task Commit_UntilDone_PointsTheClusterToItsSourceAtTheEndOnly()
    {
        var (_, _, cluster) = await CreateTreeAsync();
        var step = NewDeployment(cluster);
        await Stores.Deployments.CreateAsync(step, null, default);
        foreach (var fact in new DeployFact[] { new DeployFact.Checked([]), new DeployFact.Stored(), new DeployFact.Building(40, ["a", "\0"]), new DeployFact.Built(["b"]) })
        {
            step = DeployMachine.Apply(step.Deployment, fact, Clock.Now());
            await Stores.Deployments.CommitAsync(step, default);
            Assert.Null((await Stores.Clusters.FindAsync(cluster.Id, default))!.Source);
        }

        var done = DeployMachine.Apply(step.Deployment, new DeployFact.RolledOut("https://x"), Clock.Now());
        await Stores.Deployments.CommitAsync(done, default);

        var after = await Stores.Clusters.FindAsync(cluster.Id, default);
        Assert.Equal((done.Deployment.Id, "https://x", 2), (after!.Source, after.Url, after.Revision));
        Assert.Equal(done.Deployment, await Stores.Deployments.FindAsync(done.Deployment.Id, default));
        var events = await Stores.Deployments.ReadEventsAsync(done.Deployment.Id, 0, 100, default);
        Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(happened => happened.Number));
        Assert.Equal(DeployEventKind.Done, events[^1].Kind);
        Assert.Equal(events.Skip(3), (await Stores.Deployments.ReadEventsAsync(done.Deployment.Id, 3, 100, default)).AsEnumerable());
        await RefusedAsync(SyncError.EtagMismatch, () => Stores.Deployments.CommitAsync(done, default));
    }

    [PostgresFact]
    public async Task Commit_Done_RevokesAllKeysOfTheClusterButTheNewest()
    {
        var (_, _, cluster) = await CreateTreeAsync();
        var keys = Enumerable.Range(1, 3).Select(number => NewKey(cluster.Id.Value, (byte)number) with { Owner = KeyOwner.Cluster, CreatedAt = Clock.Now().AddSeconds(number) }).ToList();
        foreach (var key in keys)
        {
            await Stores.Keys.AddAsync(key, default);
        }

        var step = NewDeployment(cluster);
        await Stores.Deployments.CreateAsync(step, null, default);
        foreach (var fact in new DeployFact[] { new DeployFact.Checked([]), new DeployFact.Stored(), new DeployFact.Built([]), new DeployFact.RolledOut("https://x") })
        {
            Assert.Null((await Stores.Keys.FindAsync(keys[0].Id, default))!.RevokedAt);
            step = DeployMachine.Apply(step.Deployment, fact, Clock.Now());
            await Stores.Deployments.CommitAsync(step, default);
        }

        var stored = await Task.WhenAll(keys.Select(key => Stores.Keys.FindAsync(key.Id, default)));
        Assert.Equal([true, true, false], stored.Select(key => key!.RevokedAt is not null));
    }

    [PostgresFact]
    public async Task Deployments_SameRequestAgain_GiveTheSameDeployment()
    {
        var (_, _, cluster) = await CreateTreeAsync();
        var request = new ChangeRequest(Ids.Next(), [.. new byte[16]]);
        Assert.Null(await Stores.Deployments.FindAnswerAsync(request, default));
        var first = NewDeployment(cluster);
        await Stores.Deployments.CreateAsync(first, request, default);

        Assert.Equal(first.Deployment, await Stores.Deployments.FindAnswerAsync(request, default));
        Assert.Equal(first.Deployment, await Stores.Deployments.CreateAsync(NewDeployment(cluster), request, default));
    }

    [PostgresFact]
    public async Task Logs_RangeAndTail_GiveEveryLineOnce()
    {
        var (_, _, cluster) = await CreateTreeAsync();
        var start = Clock.Now();
        var lines = Enumerable.Range(0, 5).Select(second => new LogLine(0, start.AddSeconds(second), "info", $"line {second}")).ToImmutableArray();
        await Stores.Logs.AppendAsync(cluster.Id, lines[..3], default);
        await Stores.Logs.AppendAsync(cluster.Id, lines[3..], default);

        var range = await Stores.Logs.ReadRangeAsync(cluster.Id, start.AddSeconds(1), start.AddSeconds(4), 100, default);
        var newest = await Stores.Logs.ReadRangeAsync(cluster.Id, start, start.AddHours(1), 2, default);

        Assert.Equal(["line 1", "line 2", "line 3"], range.Select(line => line.Message));
        Assert.Equal(["line 3", "line 4"], newest.Select(line => line.Message));
        Assert.Equal(["line 4"], (await Stores.Logs.ReadAfterAsync(cluster.Id, range[^1].Number, 100, default)).Select(line => line.Message));
        Assert.Equal("line 4", (await Stores.Logs.FindLatestAsync(cluster.Id, default))!.Message);
    }

    private async Task<(Workspace, Project, Cluster)> CreateTreeAsync()
    {
        var workspace = await Stores.Workspaces.CreateAsync(
            new Workspace(new WorkspaceId(Ids.Next()), 1, "Shop", $"shop-{Ids.Next():N}", WorkspaceType.Organization, "free", HasBilling: true, Clock.Now(), Clock.Now()), null, default);
        var project = await Stores.Projects.CreateAsync(NewProject(workspace.Id), null, default);
        return (workspace, project, await Stores.Clusters.CreateAsync(NewCluster(project), null, default));
    }

    private Project NewProject(WorkspaceId workspace) => new(new ProjectId(Ids.Next()), 1, workspace, "orders", Clock.Now(), Clock.Now());

    private Cluster NewCluster(Project project) =>
        new(new ClusterId(Ids.Next()), 1, project.Id, "prod", ClusterKind.Standard, "us-east-1", BuildMode.Release, null, null, "", Clock.Now(), Clock.Now());

    private User NewUser(long githubId) => new(new UserId(Ids.Next()), githubId, "octo", "Octo", "octo@example.com");

    private KeyRecord NewKey(Guid owner, byte fill) => new(Ids.Next(), KeyOwner.User, owner, [.. Enumerable.Repeat(fill, 32)], Clock.Now(), null);

    private DeployStep NewDeployment(Cluster cluster) => DeployMachine.Begin(
        new Deployment(new DeploymentId(Ids.Next()), 1, cluster.Id, "prod", BuildMode.Release, DeployStage.Check, 0, 0, 0, 0, IsFirst: true, "", "", "me", Clock.Now(), Clock.Now()), Clock.Now());

    private static async Task RefusedAsync(SyncError expected, Func<Task> call) => Assert.Equal(expected, (await Assert.ThrowsAsync<SyncException>(call)).Error);
}
