using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Reconcile;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Tests.Sync;

/// <summary>Flows 4.1, 4.3 and 4.4: sync, on real files.</summary>
public sealed class ProjectSyncTests : IDisposable
{
    private const long Noon = 1_700_000_000_000;
    private const string Toml = "# ours\n[project]\nname = \"orders\"\nqueries = \"./db/\"\n\n[cloud.prod.helix]\ncluster_id = \"p1-prod\"\nbuild_mode = \"release\"\n\n[cloud.prod.helix.env_vars]\nKEY = \"mine\"\n";

    private readonly TestFolder folder = new();
    private readonly FakeCloud cloud = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sync_EmptyFolder_WritesFilesAndProjectFile()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("schema.hx", "N::A {}"), ("users/get.hx", "Q"));

        var report = await SyncAsync(new ScriptedConversation(isInteractive: false));

        Assert.Equal(SyncVerdict.Pull, report.Plan.Verdict);
        Assert.Equal(["db/schema.hx", "db/users/get.hx"], folder.Files());
        var file = ProjectFileReader.Read(folder.Read("helix.toml")).File!;
        Assert.Equal(("orders", "p1", "p1-prod"), (file.Name, file.Id, Assert.Single(file.Clouds).ClusterId));
        Assert.Equal(Noon, new DateTimeOffset(File.GetLastWriteTimeUtc(folder.PathOf("db/schema.hx"))).ToUnixTimeMilliseconds());
        Assert.Equal(SyncVerdict.InSync, (await SyncAsync(new ScriptedConversation(isInteractive: false))).Plan.Verdict);
    }

    [Fact]
    public async Task Sync_Unchanged_WritesNothingAtAll()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        await SyncAsync(new ScriptedConversation(isInteractive: false));
        var before = Directory.GetLastWriteTimeUtc(folder.PathOf("db"));
        folder.Write("helix.toml", folder.Read("helix.toml"), Noon);
        var toml = File.GetLastWriteTimeUtc(folder.PathOf("helix.toml"));

        var report = await SyncAsync(new ScriptedConversation(isInteractive: false));

        Assert.Equal((before, toml), (Directory.GetLastWriteTimeUtc(folder.PathOf("db")), File.GetLastWriteTimeUtc(folder.PathOf("helix.toml"))));
        Assert.Empty(report.ProjectFileChanges);
    }

    [Fact]
    public async Task Sync_Unchanged_AsksForNoContents()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        await SyncAsync(new ScriptedConversation(isInteractive: false));
        cloud.Calls.Clear();

        await SyncAsync(new ScriptedConversation(isInteractive: false));

        Assert.Equal(["FindProjectClusters"], cloud.Calls);
    }

    [Fact]
    public async Task Sync_UnchangedByInstanceBesideOthers_AsksForNothingButTheClusters()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        cloud.Put(cloud.AddCluster(name: "test"), Noon, ("b.hx", "B"));
        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Cluster = "prod" });
        cloud.Calls.Clear();

        var report = await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Instance = "prod" });

        Assert.Equal((SyncVerdict.InSync, "p1-prod"), (report.Plan.Verdict, report.ClusterId));
        Assert.Equal(["FindProjectClusters"], cloud.Calls);
    }

    [Fact]
    public async Task Sync_DeployedToBetweenTheTwoQuestions_IsRememberedAsWhatItIs()
    {
        var cluster = cloud.AddCluster();
        cloud.Put(cluster, Noon, ("a.hx", "A"));
        await SyncAsync(new ScriptedConversation(isInteractive: false));
        cloud.Put(cluster, Noon + 60_000, ("a.hx", "B"));
        cloud.BeforeSource = _ => cloud.Put(cluster, Noon, ("a.hx", "A"));
        Assert.Equal(SyncVerdict.InSync, (await SyncAsync(new ScriptedConversation(isInteractive: false))).Plan.Verdict);
        cloud.BeforeSource = null;
        cloud.Put(cluster, Noon + 60_000, ("a.hx", "B"));

        Assert.Equal(SyncVerdict.Pull, (await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { DryRun = true })).Plan.Verdict);
    }

    [Fact]
    public async Task Sync_EditedBetweenPlanAndPull_KeepsTheEdit()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        cloud.BeforeSource = withContents =>
        {
            if (withContents)
            {
                folder.Write("db/a.hx", "still typing");
            }
        };

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true }));

        Assert.Contains("Sync again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("still typing", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
    }

    [Fact]
    public async Task Sync_DeployedToBetweenPlanAndPull_WritesNothing()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        cloud.BeforeSource = withContents =>
        {
            if (withContents)
            {
                cloud.Put(cloud.Clusters[0], Noon + 120_000, ("a.hx", "unseen"), ("new.hx", "new"));
            }
        };

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true }));

        Assert.Contains("Sync again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("local", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
    }

    [Fact]
    public async Task Sync_OverwriteInAPipeline_NeedsYesAndWritesNothingWithout()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)));

        Assert.Equal("Sync would overwrite 1 files. Re-run with '--yes' to continue in non-interactive mode.", failure.Message);
        Assert.Equal(("local", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true });
        Assert.Equal("cloud", folder.Read("db/a.hx"));
    }

    [Fact]
    public async Task Sync_PersonSaysNo_ChangesNothing()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        var person = new ScriptedConversation(isInteractive: true, false);

        Assert.Equal("Sync aborted by user", (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(person))).Message);

        Assert.Equal(("local", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
        Assert.Contains("  = a.hx", person.Said);
        Assert.Contains("  + new.hx", person.Said);
    }

    [Fact]
    public async Task Sync_Pull_KeepsLocalOnlyFilesUnlessAskedTo()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        folder.Write("db/mine.hx", "mine", Noon);
        folder.Write("db/notes.txt", "notes");

        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true });
        Assert.Equal(["db/a.hx", "db/mine.hx", "db/new.hx", "db/notes.txt"], folder.Files());
        cloud.Put(cloud.Clusters[0], Noon + 120_000, ("a.hx", "again"));
        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true, DeleteExtra = true });

        Assert.Equal(["db/a.hx", "db/notes.txt"], folder.Files());
    }

    [Fact]
    public async Task Sync_LocalIsNewer_Deploys()
    {
        Arrange(localTime: Noon + 60_000, cloudTime: Noon);

        await SyncAsync(new ScriptedConversation(isInteractive: true, true));

        var order = Assert.Single(cloud.Deployed);
        Assert.Equal(("p1-prod", "prod", "mine"), (order.ClusterId, order.InstanceName, order.EnvVars["KEY"]));
        Assert.Equal("local", Assert.Single(order.Source.Files).Content);
        Assert.Equal("local", folder.Read("db/a.hx"));
    }

    [Fact]
    public async Task Sync_LocalOnly_DeploysWithYes()
    {
        cloud.AddCluster();
        folder.Write("helix.toml", Toml);
        folder.Write("db/a.hx", "local");

        Assert.Equal(HelixClientError.NeedsConfirmation, (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Error);
        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true });

        Assert.Single(cloud.Deployed);
    }

    [Fact]
    public async Task Sync_DeployFails_LeavesTheProjectFile()
    {
        Arrange(localTime: Noon + 60_000, cloudTime: Noon);
        cloud.DeployFailure = "E301";

        Assert.Contains("E301", (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: true, true)))).Message, StringComparison.Ordinal);

        Assert.Equal(Toml, folder.Read("helix.toml"));
    }

    [Theory]
    [InlineData(0, "local", 0)]
    [InlineData(1, "cloud", 0)]
    [InlineData(2, "local", 1)]
    public async Task Sync_Tie_AsksForTheSide(int answer, string expected, int deploys)
    {
        Arrange(localTime: Noon + 5000, cloudTime: Noon);

        await SyncAsync(answer == 0 ? new ScriptedConversation(isInteractive: true, 0) : new ScriptedConversation(isInteractive: true, answer, true));

        Assert.Equal((expected, deploys), (folder.Read("db/a.hx"), cloud.Deployed.Count));
    }

    [Fact]
    public async Task Sync_TieWithYes_WarnsAndChangesNothing()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 4000);
        var pipeline = new ScriptedConversation(isInteractive: false);

        var report = await SyncAsync(pipeline, options => options with { Yes = true });

        Assert.False(report.Applied);
        Assert.Contains("nearly the same time", Assert.Single(pipeline.Warned), StringComparison.Ordinal);
        Assert.Equal(("local", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
    }

    [Fact]
    public async Task Sync_PreferredSide_WinsWhateverTheTimesSay()
    {
        Arrange(localTime: Noon + 60_000, cloudTime: Noon);

        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true, Prefer = SyncSide.Cloud });

        Assert.Equal("cloud", folder.Read("db/a.hx"));
    }

    [Fact]
    public async Task Sync_DryRun_ShowsAllAndDoesNothing()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);

        var report = await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { DryRun = true });

        Assert.Equal(("a.hx", "new.hx"), (Assert.Single(report.Plan.Changes), Assert.Single(report.Plan.Creates)));
        Assert.NotEmpty(report.ProjectFileChanges);
        Assert.Equal(("local", Toml), (folder.Read("db/a.hx"), folder.Read("helix.toml")));
    }

    [Fact]
    public async Task Sync_FileThatIsNoText_IsShownAndNotOverwrittenUnasked()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        await File.WriteAllBytesAsync(folder.PathOf("db/new.hx"), [0xff, 0xfe, 0x00]);
        File.SetLastWriteTimeUtc(folder.PathOf("db/new.hx"), DateTimeOffset.FromUnixTimeMilliseconds(Noon).UtcDateTime);

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)));

        Assert.Contains("overwrite 2 files", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escape.hx")]
    [InlineData("/tmp/escape.hx")]
    [InlineData("C:\\escape.hx")]
    [InlineData("a/../../escape.hx")]
    [InlineData("x.hx:s")]
    public async Task Sync_UnsafePathOfTheCloud_IsLeftOutWithAWarning(string path)
    {
        cloud.Put(cloud.AddCluster(), Noon, ("good.hx", "G"), (path, "evil"));
        var pipeline = new ScriptedConversation(isInteractive: false);

        await SyncAsync(pipeline);

        Assert.Equal(["db/good.hx"], folder.Files());
        Assert.Contains("left out", Assert.Single(pipeline.Warned), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_UnsafeQueriesOfTheCloud_GoToTheDefault()
    {
        var cluster = cloud.AddCluster();
        cloud.Sources[cluster.Id] = new SourceSet([SourceFile.Of("a.hx", "A", Noon)], "[project]\nname='orders'\nqueries='../../out'\n[cloud.prod.helix]\ncluster_id='p1-prod'\n");
        var pipeline = new ScriptedConversation(isInteractive: false);

        await SyncAsync(pipeline);

        Assert.Equal(["db/a.hx"], folder.Files());
        Assert.Single(pipeline.Warned);
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("/tmp/out")]
    [InlineData(".")]
    public async Task Sync_UnsafeQueriesOfTheProject_IsRefused(string queries)
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        folder.Write("helix.toml", Toml.Replace("./db/", queries, StringComparison.Ordinal));

        Assert.Equal(HelixClientError.UnsafePath, (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Error);
    }

    [Fact]
    public async Task Sync_QueriesFolderIsALink_NothingIsWrittenThroughIt()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        folder.Write("helix.toml", Toml);
        var elsewhere = Directory.CreateTempSubdirectory("orleanssync-elsewhere").FullName;
        Directory.CreateSymbolicLink(folder.PathOf("db"), elsewhere);

        Assert.Equal(HelixClientError.UnsafePath, (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Error);

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Directory.Delete(elsewhere);
    }

    [Fact]
    public async Task Sync_FolderOfTheQueriesIsBeyondALink_NothingIsTidiedUpThere()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        folder.Write("helix.toml", Toml.Replace("./db/", "sub/db", StringComparison.Ordinal));
        var elsewhere = Directory.CreateTempSubdirectory("orleanssync-elsewhere").FullName;
        Directory.CreateDirectory(Path.Combine(elsewhere, ".orleanssync-new-db-theirs"));
        Directory.CreateSymbolicLink(folder.PathOf("sub"), elsewhere);

        Assert.Equal(HelixClientError.UnsafePath, (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Error);

        Assert.Equal([Path.Combine(elsewhere, ".orleanssync-new-db-theirs")], Directory.EnumerateFileSystemEntries(elsewhere));
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task Sync_ProjectCreatedUnderAnotherName_IsNamedInTheFileThoughTheRestFails()
    {
        folder.Write("helix.toml", Toml);
        var person = new ScriptedConversation(isInteractive: true, true, "theirs");

        Assert.Equal(
            "No clusters found in project 'theirs'. Create and deploy a cluster first.", (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(person))).Message);

        Assert.Equal(["Project 'orders' was not found. Create it?", "Project name"], person.Asked);
        Assert.Equal(Toml.Replace("\"orders\"", "\"theirs\"", StringComparison.Ordinal), folder.Read("helix.toml"));
    }

    [Fact]
    public async Task Sync_LinkInsideTheQueries_IsNotWrittenThroughAndTheOldFolderStays()
    {
        var cluster = cloud.AddCluster();
        folder.Write("helix.toml", Toml);
        folder.Write("db/keep.hx", "K", Noon);
        var elsewhere = Directory.CreateTempSubdirectory("orleanssync-elsewhere").FullName;
        Directory.CreateSymbolicLink(folder.PathOf("db/sub"), elsewhere);
        cloud.Put(cluster, Noon + 60_000, ("keep.hx", "K2"), ("sub/evil.hx", "E"));

        await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Yes = true }));

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Assert.Equal("K", folder.Read("db/keep.hx"));
        Assert.Equal(["db", "helix.toml"], Directory.EnumerateFileSystemEntries(folder.Root).Select(Path.GetFileName).Order());
        Directory.Delete(elsewhere);
    }

    [Fact]
    public async Task Sync_AfterACrashBetweenTheRenames_PutsTheFolderBackFirst()
    {
        Arrange(localTime: Noon, cloudTime: Noon + 60_000);
        Directory.Move(folder.PathOf("db"), folder.PathOf(".orleanssync-old-db-x1"));
        Directory.CreateDirectory(folder.PathOf(".orleanssync-new-db-x1"));

        await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)));

        Assert.Equal("local", folder.Read("db/a.hx"));
        Assert.Equal(["db", "helix.toml"], Directory.EnumerateFileSystemEntries(folder.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Sync_SeveralClusters_AreChosenByQuestionOrName()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "one"));
        cloud.Put(cloud.AddCluster(name: "stage"), Noon, ("a.hx", "two"));

        Assert.Contains("prod, stage", (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Message, StringComparison.Ordinal);
        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Cluster = "stage" });
        Assert.Equal("two", folder.Read("db/a.hx"));
        Assert.Equal(2, ProjectFileReader.Read(folder.Read("helix.toml")).File!.Clouds.Length);
    }

    [Fact]
    public async Task Sync_ByInstance_UsesItsClusterAndRefusesOthers()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        folder.Write("helix.toml", Toml + "[cloud.edge.fly]\napp = \"x\"\n[cloud.new.helix]\ncluster_id = \"YOUR_CLUSTER_ID\"\n[local.dev]\n");

        await SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Instance = "prod" });

        Assert.Equal("A", folder.Read("db/a.hx"));
        Assert.DoesNotContain("ListWorkspaces", cloud.Calls);
        foreach (var (instance, cause) in new[] { ("edge", "another provider"), ("new", "no cluster yet"), ("dev", "local instance"), ("none", "not found in helix.toml") })
        {
            var failure = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false), options => options with { Instance = instance }));
            Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sync_ProjectWithoutClusters_SaysSo()
    {
        cloud.Projects.Add(new NamedProject("p1", "orders", "w1"));
        folder.Write("helix.toml", Toml);

        Assert.Equal(
            "No clusters found in project 'orders'. Create and deploy a cluster first.",
            (await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(new ScriptedConversation(isInteractive: false)))).Message);
    }

    private void Arrange(long localTime, long cloudTime)
    {
        var cluster = cloud.AddCluster();
        folder.Write("helix.toml", Toml);
        folder.Write("db/a.hx", "local", localTime);
        if (cloudTime > localTime)
        {
            cloud.Put(cluster, cloudTime, ("a.hx", "cloud"), ("new.hx", "new"));
        }
        else
        {
            cloud.Put(cluster, cloudTime, ("a.hx", "cloud"));
        }
    }

    private Task<SyncReport> SyncAsync(ScriptedConversation person, Func<SyncOptions, SyncOptions>? with = null)
    {
        var options = new SyncOptions(folder.Root, null);
        return new ProjectSync(cloud, person, new WorkspaceSelector(cloud, person, folder.Cache), new StampCache(folder.Stamps)).RunAsync(with?.Invoke(options) ?? options, default);
    }
}
