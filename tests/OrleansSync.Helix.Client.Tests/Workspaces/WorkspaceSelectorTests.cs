using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Workspaces;

namespace OrleansSync.Helix.Client.Tests.Workspaces;

/// <summary>Flow 4.0: the workspace that was chosen last.</summary>
public sealed class WorkspaceSelectorTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeCloud cloud = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Select_OnlyOne_IsTakenWithoutAskingAndKept()
    {
        Assert.Equal("w1", (await SelectAsync(new ScriptedConversation(isInteractive: false))).Id);
        Assert.Equal("workspace_id = \"w1\"\n", await File.ReadAllTextAsync(folder.Cache));
    }

    [Fact]
    public async Task Select_Several_AsksOnceAndRemembers()
    {
        cloud.Workspaces.Add(new CloudWorkspace("w2", "Lab", HasBilling: true));

        Assert.Equal("w2", (await SelectAsync(new ScriptedConversation(isInteractive: true, 1))).Id);
        Assert.Equal("w2", (await SelectAsync(new ScriptedConversation(isInteractive: false))).Id);
    }

    [Fact]
    public async Task Select_SavedOneIsGone_WarnsAsksAndSaves()
    {
        cloud.Workspaces.Add(new CloudWorkspace("w2", "Lab", HasBilling: true));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Cache)!);
        await File.WriteAllTextAsync(folder.Cache, "# kept\nworkspace_id = \"gone\"\nother = 1\n");
        var person = new ScriptedConversation(isInteractive: true, 1);

        Assert.Equal("w2", (await SelectAsync(person)).Id);

        Assert.Equal("Saved workspace selection is no longer available. Please select a workspace again.", Assert.Single(person.Warned));
        Assert.Equal("# kept\nother = 1\nworkspace_id = \"w2\"\n", await File.ReadAllTextAsync(folder.Cache));
    }

    [Fact]
    public async Task Select_SavedOneIsGoneInAPipeline_IsClearedAndNamesTheChoices()
    {
        cloud.Workspaces.Add(new CloudWorkspace("w2", "Lab", HasBilling: true));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Cache)!);
        await File.WriteAllTextAsync(folder.Cache, "workspace_id = \"gone\"\n");

        var failure = await Assert.ThrowsAsync<HelixClientException>(() => SelectAsync(new ScriptedConversation(isInteractive: false)));

        Assert.Equal(HelixClientError.NeedsConfirmation, failure.Error);
        Assert.Contains("Shop, Lab", failure.Message, StringComparison.Ordinal);
        Assert.Equal("", await File.ReadAllTextAsync(folder.Cache));
    }

    [Theory]
    [InlineData("w2")]
    [InlineData("Lab")]
    public async Task Select_Named_LeavesTheSavedChoice(string wanted)
    {
        cloud.Workspaces.Add(new CloudWorkspace("w2", "Lab", HasBilling: true));

        Assert.Equal("w2", (await SelectAsync(new ScriptedConversation(isInteractive: false), wanted)).Id);
        Assert.False(File.Exists(folder.Cache));
    }

    [Fact]
    public async Task Select_NoneOrMalformed_SaysSo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Cache)!);
        await File.WriteAllTextAsync(folder.Cache, "workspace_id = ");
        Assert.Equal(HelixClientError.InvalidArgument, (await Assert.ThrowsAsync<HelixClientException>(() => SelectAsync(new ScriptedConversation(isInteractive: true)))).Error);
        cloud.Workspaces.Clear();
        Assert.Contains("No workspaces found", (await Assert.ThrowsAsync<HelixClientException>(() => SelectAsync(new ScriptedConversation(isInteractive: true)))).Message, StringComparison.Ordinal);
    }

    private Task<CloudWorkspace> SelectAsync(ScriptedConversation person, string? wanted = null) => new WorkspaceSelector(cloud, person, folder.Cache).SelectAsync(wanted, default);
}
