using OrleansSync.Helix.Artifacts;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>The contract on a folder, and what only a folder can do wrong.</summary>
public sealed class DirectoryArtifactStoreTests : ArtifactStoreContract
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "orleanssync-artifacts-" + Path.GetRandomFileName());

    public override Task DisposeAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new DirectoryArtifactStore(folder));

    [Fact]
    public async Task Put_Cancelled_LeavesTheOldValueAndNothingBesideIt()
    {
        await Store.PutAsync("a/b", new byte[] { 1 }, default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("a/b", new byte[] { 2 }, new CancellationToken(canceled: true)));

        Assert.Equal([1], await Store.FindAsync("a/b", default));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, ".staging")));
    }

    [Fact]
    public async Task List_FileOfAnInterruptedWrite_IsNotInIt()
    {
        await Store.PutAsync("a/b", new byte[] { 1 }, default);
        await File.WriteAllTextAsync(Path.Combine(folder, ".staging", "half"), "x");

        Assert.Equal(["a/b"], (await Store.ListAsync("a/", default)).AsEnumerable());
    }

    [Fact]
    public async Task Put_FolderIsAFile_SaysThatTheStoreFailed()
    {
        await File.WriteAllTextAsync(folder, "x");

        var failure = await Assert.ThrowsAsync<ArtifactStoreException>(() => Store.PutAsync("a/b", new byte[] { 1 }, default));

        Assert.DoesNotContain(folder, failure.Message, StringComparison.Ordinal);
        File.Delete(folder);
    }
}
