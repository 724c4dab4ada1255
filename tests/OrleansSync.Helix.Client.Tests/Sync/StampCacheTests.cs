using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Reconcile;

namespace OrleansSync.Helix.Client.Tests.Sync;

/// <summary>What a sync remembers of files, and when it may trust that.</summary>
public sealed class StampCacheTests : IDisposable
{
    private const long Noon = 1_700_000_000_000;

    private readonly TestFolder folder = new();
    private readonly FakeCloud cloud = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sync_SameLengthAndAnOldTime_IsNotReadAgain()
    {
        await SyncOnceAsync();
        folder.Write("db/a.hx", "B", Noon);

        Assert.Equal(SyncVerdict.InSync, (await SyncAsync()).Plan.Verdict);
    }

    [Theory]
    [InlineData("BB", Noon)]
    [InlineData("B", Noon + 60_000)]
    [InlineData("B", Noon - 60_000)]
    public async Task Sync_OtherLengthOrTime_IsReadAgain(string content, long time)
    {
        await SyncOnceAsync();
        folder.Write("db/a.hx", content, time);

        Assert.Equal("a.hx", Assert.Single((await SyncAsync()).Plan.Changes));
    }

    [Fact]
    public async Task Sync_FileWrittenWhileTheCacheWas_IsReadAgain()
    {
        await SyncOnceAsync();
        folder.Write("db/a.hx", "A");
        var time = File.GetLastWriteTimeUtc(folder.PathOf("db/a.hx"));
        Assert.Equal(SyncVerdict.InSync, (await SyncAsync()).Plan.Verdict);
        folder.Write("db/a.hx", "B");
        File.SetLastWriteTimeUtc(folder.PathOf("db/a.hx"), time);

        Assert.Equal("a.hx", Assert.Single((await SyncAsync()).Plan.Changes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\0\0\0\u00ff\u00ff")]
    [InlineData("something else that is long enough to be read as numbers")]
    public async Task Sync_DamagedCache_ReadsEverything(string damage)
    {
        await SyncOnceAsync();
        var cache = Assert.Single(Directory.GetFiles(folder.Stamps));
        await File.WriteAllTextAsync(cache, damage);
        folder.Write("db/a.hx", "B", Noon);

        Assert.Equal("a.hx", Assert.Single((await SyncAsync()).Plan.Changes));
    }

    [Fact]
    public async Task Sync_FileGoneSinceTheCache_IsMissed()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"), ("b.hx", "B"));
        await SyncAsync(dryRun: false);
        File.Delete(folder.PathOf("db/b.hx"));

        Assert.Equal("b.hx", Assert.Single((await SyncAsync()).Plan.Creates));
        Assert.Equal("b.hx", Assert.Single((await SyncAsync()).Plan.Creates));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\0\0\0\u00ff\u00ff")]
    public async Task Sync_DamagedMemoryOfTheSource_AsksTheServer(string damage)
    {
        await SyncOnceAsync();
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder.Stamps, "sources"))), damage);
        cloud.Calls.Clear();

        Assert.Equal(SyncVerdict.InSync, (await SyncAsync()).Plan.Verdict);
        Assert.Contains("CompareSource", cloud.Calls);
    }

    [Fact]
    public async Task Sync_FolderOfTheCacheIsAFile_SyncsAllTheSame()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Stamps)!);
        await File.WriteAllTextAsync(folder.Stamps, "in the way");
        await SyncOnceAsync();

        Assert.Equal(SyncVerdict.InSync, (await SyncAsync()).Plan.Verdict);
    }

    [Fact]
    public async Task Sync_FileChangedAfterThePlan_SendsNothing()
    {
        await SyncOnceAsync();
        folder.Write("db/a.hx", "B", Noon + 60_000);
        cloud.BeforeSource = _ => folder.Write("db/a.hx", "C", Noon + 90_000);

        var refusal = await Assert.ThrowsAsync<HelixClientException>(() => SyncAsync(dryRun: false));

        Assert.Equal(HelixClientError.Refused, refusal.Error);
        Assert.Empty(cloud.Deployed);
    }

    private async Task SyncOnceAsync()
    {
        cloud.Put(cloud.AddCluster(), Noon, ("a.hx", "A"));
        await SyncAsync(dryRun: false);
    }

    private Task<SyncReport> SyncAsync(bool dryRun = true)
    {
        var person = new ScriptedConversation(isInteractive: false);
        return new ProjectSync(cloud, person, new WorkspaceSelector(cloud, person, folder.Cache), new StampCache(folder.Stamps))
            .RunAsync(new SyncOptions(folder.Root, null) { Yes = true, DryRun = dryRun }, default);
    }
}
