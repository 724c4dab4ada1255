using OrleansSync.Helix.Client.Push;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Tests.Push;

/// <summary>Flow 4.7: push, from any folder of the project.</summary>
public sealed class ProjectPushTests : IDisposable
{
    private const string Toml = "[project]\nname = \"orders\"\nqueries = \"q\"\n[cloud.prod.helix]\ncluster_id = \"c1\"\nenv_vars = { A = \"1\" }\n[cloud.stage.helix]\ncluster_id = \"c2\"\nenv_vars = { SECRET = \"2\" }\n";

    private readonly TestFolder folder = new();
    private readonly FakeCloud cloud = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("q")]
    [InlineData("q/deep/er")]
    [InlineData("other")]
    public async Task Push_FromAnyFolder_SendsTheWholeProject(string below)
    {
        folder.Write("helix.toml", Toml);
        folder.Write("q/schema.hx", "S");
        folder.Write("q/deep/er/x.hx", "X");
        folder.Write("other/y.hx", "not ours");

        await PushAsync(new ScriptedConversation(isInteractive: false), below, "prod");

        var order = Assert.Single(cloud.Deployed);
        Assert.Equal(["deep/er/x.hx", "schema.hx"], order.Source.Files.Select(file => file.Path));
        Assert.Equal(["A"], order.EnvVars.Keys);
        Assert.DoesNotContain("SECRET", order.Source.HelixToml, StringComparison.Ordinal);
        Assert.Equal(["prod"], ProjectFileReader.Read(order.Source.HelixToml!).File!.InstanceNames);
    }

    [Fact]
    public async Task Push_NothingToSend_IsRefused()
    {
        folder.Write("helix.toml", Toml);

        Assert.Contains("No .hx files found", (await Assert.ThrowsAsync<HelixClientException>(() => PushAsync(new ScriptedConversation(isInteractive: false), "", "prod"))).Message, StringComparison.Ordinal);
        Assert.Empty(cloud.Deployed);
    }

    [Fact]
    public async Task Push_NoInstance_AsksOrNamesThem()
    {
        folder.Write("helix.toml", Toml);
        folder.Write("q/a.hx", "A");

        Assert.Equal(
            "No instance specified. Available instances: prod, stage",
            (await Assert.ThrowsAsync<HelixClientException>(() => PushAsync(new ScriptedConversation(isInteractive: false), "", null))).Message);
        await PushAsync(new ScriptedConversation(isInteractive: true, 1), "", null);
        Assert.Equal("c2", Assert.Single(cloud.Deployed).ClusterId);
    }

    [Fact]
    public async Task Push_Dev_IsForThisDeployOnly()
    {
        folder.Write("helix.toml", Toml);
        folder.Write("q/a.hx", "A");
        var person = new ScriptedConversation(isInteractive: false);

        await new ProjectPush(cloud, person).RunAsync(folder.Root, "prod", isDev: true, default);

        Assert.Equal(BuildMode.Dev, cloud.Deployed[0].BuildModeOverride);
        Assert.Single(person.Warned);
        Assert.Equal(Toml, folder.Read("helix.toml"));
    }

    private Task<OrleansSync.Helix.Client.Cloud.DeployProgress> PushAsync(ScriptedConversation person, string below, string? instance) => new ProjectPush(cloud, person).RunAsync(folder.PathOf(below), instance, isDev: false, default);
}
