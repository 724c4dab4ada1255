using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Tests.Projects;

/// <summary>Flows 4.2, 4.5 and 4.6: init, add, and the project that belongs to a folder.</summary>
public sealed class InitAndAddTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeCloud cloud = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Init_NewFolder_IsAValidProjectAndKeepsWhatIsThere()
    {
        folder.Write(".gitignore", "*.log\nmine");
        folder.Write("db/schema.hx", "N::Mine {}");

        var project = await new ProjectInit(new ScriptedConversation(isInteractive: false)).RunAsync(folder.Root, null, default);

        Assert.Equal(("project", "db"), (project.File.Name, project.Queries));
        Assert.Equal("N::Mine {}", folder.Read("db/schema.hx"));
        Assert.Equal("*.log\nmine\n.helix/\ntarget/\n", folder.Read(".gitignore"));
        Assert.True(File.Exists(folder.PathOf("db/queries.hx")));
        Assert.Equal(
            HelixClientError.InvalidArgument,
            (await Assert.ThrowsAsync<HelixClientException>(() => new ProjectInit(new ScriptedConversation(isInteractive: false)).RunAsync(folder.Root, null, default))).Error);
    }

    [Fact]
    public async Task Add_NewCluster_IsInTheFileUnderItsNameWithRegion()
    {
        folder.Write("helix.toml", "# ours\n[project]\nname = \"orders\" # short\n\n[local.dev]\n");
        cloud.AddCluster(name: "other");

        await AddAsync(new ScriptedConversation(isInteractive: false), new CloudAddOptions("live", "eu-west-1", BuildMode.Dev, null, MayCreateProject: false));

        Assert.Equal(
            "# ours\n[project]\nname = \"orders\" # short\nid = \"p1\"\n\n[local.dev]\n\n[cloud.live.helix]\ncluster_id = \"p1-live\"\nregion = \"eu-west-1\"\nbuild_mode = \"dev\"\n", folder.Read("helix.toml"));
    }

    [Fact]
    public async Task Add_ProjectUnderAnotherName_IsCreatedAndNamedInTheFile()
    {
        folder.Write("helix.toml", "[project]\nname = \"mine\"\n[local.dev]\n");
        var person = new ScriptedConversation(isInteractive: true, "prod", true, "theirs");

        await AddAsync(person, new CloudAddOptions(null, null, BuildMode.Unspecified, null, MayCreateProject: false));

        var file = ProjectFileReader.Read(folder.Read("helix.toml")).File!;
        Assert.Equal(("theirs", "prod", BuildMode.Release), (file.Name, file.Clouds[0].Name, file.Clouds[0].BuildMode));
        Assert.Equal(["Cluster name", "Project 'mine' was not found. Create it?", "Project name"], person.Asked);
    }

    [Theory]
    [InlineData("dev", "already exists")]
    [InlineData("a b", "character")]
    public async Task Add_NameThatCannotBe_IsRefusedBeforeAnyCall(string name, string cause)
    {
        folder.Write("helix.toml", "[project]\nname = \"orders\"\n[local.dev]\n");

        var failure = await Assert.ThrowsAsync<HelixClientException>(() =>
            AddAsync(new ScriptedConversation(isInteractive: false), new CloudAddOptions(name, null, BuildMode.Dev, null, MayCreateProject: true)));

        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.Empty(cloud.Calls);
    }

    [Fact]
    public async Task Add_TypedNameIsTaken_IsRefusedToo()
    {
        folder.Write("helix.toml", "[project]\nname = \"orders\"\n[local.dev]\n");

        await Assert.ThrowsAsync<HelixClientException>(() =>
            AddAsync(new ScriptedConversation(isInteractive: true, "dev"), new CloudAddOptions(null, null, BuildMode.Dev, null, MayCreateProject: true)));

        Assert.Empty(cloud.Clusters);
    }

    [Fact]
    public async Task Add_WithoutBilling_StopsBeforeTheProject()
    {
        folder.Write("helix.toml", "[project]\nname = \"orders\"\n[local.dev]\n");
        var before = folder.Read("helix.toml");
        cloud.Workspaces[0] = cloud.Workspaces[0] with { HasBilling = false };

        await Assert.ThrowsAsync<HelixClientException>(() => AddAsync(new ScriptedConversation(isInteractive: false), new CloudAddOptions("live", null, BuildMode.Dev, null, MayCreateProject: true)));

        Assert.Empty(cloud.Projects);
        Assert.Equal(before, folder.Read("helix.toml"));
    }

    [Fact]
    public async Task Resolve_NoInAnswer_CancelsAndChangesNothing()
    {
        folder.Write("helix.toml", "[project]\nname = \"mine\"\n[local.dev]\n");

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => AddAsync(new ScriptedConversation(isInteractive: true, false), new CloudAddOptions("live", null, BuildMode.Dev, null, MayCreateProject: false)));

        Assert.Equal((HelixClientError.Cancelled, "Project selection cancelled"), (failure.Error, failure.Message));
        Assert.Empty(cloud.Projects);
    }

    [Fact]
    public async Task Find_FromBelowOrAFirstGenerationProject_IsFoundOrExplained()
    {
        folder.Write("helix.toml", "[project]\nname = \"orders\"\n[local.dev]\n");
        folder.Write("a/b/c.txt", "");
        Assert.Equal(folder.Root, (await ProjectFolder.FindAsync(folder.PathOf("a/b"), default))!.Root);
        folder.Write("a/config.hx.json", "{}");

        Assert.Contains("first generation", (await Assert.ThrowsAsync<HelixClientException>(() => ProjectFolder.FindAsync(folder.PathOf("a/b"), default))).Message, StringComparison.Ordinal);
    }

    private Task<OrleansSync.Helix.Client.Cloud.NamedCluster> AddAsync(ScriptedConversation person, CloudAddOptions options) =>
        new CloudAdd(cloud, person, new WorkspaceSelector(cloud, person, folder.Cache)).RunAsync(folder.Root, options, default);
}
