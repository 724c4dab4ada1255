using OrleansSync.PowerShell.Clusters;
using OrleansSync.PowerShell.Deployments;
using OrleansSync.PowerShell.Projects;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.PowerShell.Workspaces;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Helix;

[Collection(LiveTests.Name)]
public sealed class HelixTests(LiveWorld world) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-helix-").FullName;

    private string Project => Path.Combine(folder, "project");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [PostgresFact]
    public void Select_Workspace_IsKeptForTheSessionAndTheCli()
    {
        var made = Cmdlets.Run<NewHelixWorkspaceCommand>(world.Session, new { Name = "Chosen", UrlSlug = "chosen", Type = "Organization" }).Single<HelixWorkspace>();
        Run<SelectHelixWorkspaceCommand>(new { Name = "Chosen" }).Single<HelixWorkspace>();

        Assert.Equal(made.Id, world.Session.WorkspaceId);
        Assert.Contains(made.Id, File.ReadAllText(Path.Combine(folder, "config")), StringComparison.Ordinal);
        Assert.Equal(made.Id, Run<ConnectHelixCommand>(new { }).Single<HelixWorkspace>().Id);
    }

    [PostgresFact]
    public void Get_ProjectByName_LooksInTheChosenWorkspaceOnly()
    {
        foreach (var name in (string[])["First", "Second"])
        {
            var workspace = Cmdlets.Run<NewHelixWorkspaceCommand>(world.Session, new { Name = name, UrlSlug = name.ToLowerInvariant(), Type = "Organization" }).Single<HelixWorkspace>();
            Cmdlets.Run<NewHelixProjectCommand>(world.Session, new { Name = "same" }, workspace).Single<HelixProject>();
        }

        var second = Run<SelectHelixWorkspaceCommand>(new { Name = "Second" }).Single<HelixWorkspace>();
        Assert.Equal(second.Id, Cmdlets.Run<GetHelixProjectCommand>(world.Session, new { Name = new[] { "same" } }).Single<HelixProject>().WorkspaceId);
        Assert.Equal(2, Cmdlets.Run<GetHelixProjectCommand>(world.Session, null, Cmdlets.Run<GetHelixWorkspaceCommand>(world.Session, new { Name = new[] { "First", "Second" } }).Output.ToArray()).All<HelixProject>().Count);
        Assert.Equal("same 2", Cmdlets.Run<RenameHelixProjectCommand>(world.Session, new { Project = "same", NewName = "same 2", PassThru = true }).Single<HelixProject>().Name);
    }

    [PostgresFact]
    public void Publish_NewProject_ShowsProgressAndSyncFindsNothingToDo()
    {
        var workspace = Cmdlets.Run<NewHelixWorkspaceCommand>(world.Session, new { Name = "Deploys", UrlSlug = "deploys", Type = "Organization" }).Single<HelixWorkspace>();
        Run<InitializeHelixProjectCommand>(new { Name = "orders", Path = Project, CloudName = "prod", Workspace = workspace.Name, Yes = true }).Single<HelixProjectFolder>();
        var published = Run<PublishHelixProjectCommand>(new { Instance = "prod", Path = Project });

        var result = published.Single<HelixDeployResult>();
        Assert.NotEmpty(result.Url);
        Assert.DoesNotContain(result.AuthKey.Length > 0 ? result.AuthKey : "?", $"{result}", StringComparison.Ordinal);
        Assert.True(published.Progress[^1].IsDone);
        Assert.True(published.Progress.Count > 1);
        Assert.Equal([Environment.CurrentManagedThreadId], published.Threads);

        Assert.Equal(HelixSyncVerdict.InSync, Run<InvokeHelixSyncCommand>(new { Instance = "prod", Path = Project, Yes = true }).Single<HelixSyncReport>().Verdict);
        Run<SelectHelixWorkspaceCommand>(new { workspace.Name });
        var cluster = Cmdlets.Run<GetHelixClusterCommand>(world.Session, new { Name = new[] { "prod" } }).Single<HelixCluster>();
        Assert.Equal(HelixDeploymentStage.Done, Cmdlets.Run<GetHelixDeploymentCommand>(world.Session, new { First = 1 }, cluster).Single<HelixDeployment>().Stage);
        Assert.NotEmpty(Cmdlets.Run<UpdateHelixKeyCommand>(world.Session, null, cluster).Single<HelixKey>().Key);
        Assert.Empty(Cmdlets.Run<GetHelixLogCommand>(world.Session, null, cluster).Errors);
    }

    [PostgresFact]
    public void Sync_WhatIf_EmitsThePlanAndChangesNothing()
    {
        Prepare("Plans", "plans");
        File.Delete(Path.Combine(Project, "db", "queries.hx"));
        var plan = WhatIf<InvokeHelixSyncCommand>(new { Instance = "prod", Path = Project, Prefer = "Cloud" }).Single<HelixSyncReport>();

        Assert.Equal((HelixSyncVerdict.Pull, false), (plan.Verdict, plan.IsApplied));
        Assert.Equal(["queries.hx"], plan.Creates);
        Assert.False(File.Exists(Path.Combine(Project, "db", "queries.hx")));
    }

    [PostgresFact]
    public void Sync_NobodyCanAnswer_FailsAndNamesTheParameter()
    {
        Prepare("Answers", "answers");
        File.AppendAllText(Path.Combine(Project, "db", "queries.hx"), "// mine\n");
        var error = Assert.Single(Run<InvokeHelixSyncCommand>(new { Instance = "prod", Path = Project, Prefer = "Cloud" }).Errors);

        Assert.Equal("HelixNeedsConfirmation", error.Id);
        Assert.Contains("-Yes", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("--yes", error.Message, StringComparison.Ordinal);
        Assert.Contains("// mine", File.ReadAllText(Path.Combine(Project, "db", "queries.hx")), StringComparison.Ordinal);
    }

    private void Prepare(string workspace, string slug)
    {
        Cmdlets.Run<NewHelixWorkspaceCommand>(world.Session, new { Name = workspace, UrlSlug = slug, Type = "Organization" }).Single<HelixWorkspace>();
        Run<InitializeHelixProjectCommand>(new { Name = "orders", Path = Project, CloudName = "prod", Workspace = workspace, Yes = true }).Single<HelixProjectFolder>();
        Run<PublishHelixProjectCommand>(new { Instance = "prod", Path = Project }).Single<HelixDeployResult>();
    }

    private CommandResult Run<T>(object parameters)
        where T : HelixCommand, new() => Cmdlets.On<T>(parameters, (result, bound) => new TestHost(result, bound) { Session = world.Session }, command => command.CacheFile = Path.Combine(folder, "config"));

    private CommandResult WhatIf<T>(object parameters)
        where T : HelixCommand, new() => Cmdlets.On<T>(
            parameters, (result, bound) => new TestHost(result, bound) { Session = world.Session, IsWhatIf = true }, command => command.CacheFile = Path.Combine(folder, "config"));
}
