using OrleansSync.Helix.Artifacts;
using Xunit;

namespace OrleansSync.Testing.Helix;

/// <summary>What every <see cref="IArtifactStore"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract class ArtifactStoreContract : IAsyncLifetime
{
    protected IArtifactStore Store { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Store = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IArtifactStore> OpenAsync();

    [Fact]
    public async Task Find_Unknown_Null() => Assert.Null(await Store.FindAsync("a/b/c.gz", default));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task Put_AnySize_IsReadBack(int length)
    {
        var value = new byte[length];
        new Random(1).NextBytes(value);

        await Store.PutAsync("w/p/c/d/source.json.gz", value, default);

        Assert.Equal(value, await Store.FindAsync("w/p/c/d/source.json.gz", default));
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        await Store.PutAsync("a/b", new byte[] { 1, 2, 3 }, default);
        await Store.PutAsync("a/b", new byte[] { 4 }, default);

        Assert.Equal([4], await Store.FindAsync("a/b", default));
    }

    [Fact]
    public async Task List_Prefix_GivesItsKeysInOrderAndNoOthers()
    {
        foreach (var key in new[] { "w/p2/x", "w/p/b/2", "w/p/a", "w/p/b/1", "v/p/a" })
        {
            await Store.PutAsync(key, new byte[] { 1 }, default);
        }

        Assert.Equal(["w/p/a", "w/p/b/1", "w/p/b/2"], (await Store.ListAsync("w/p/", default)).AsEnumerable());
        Assert.Empty(await Store.ListAsync("none/", default));
    }

    [Fact]
    public async Task Delete_SomeOfThemUnknown_RemovesTheOthers()
    {
        await Store.PutAsync("a/b", new byte[] { 1 }, default);
        await Store.PutAsync("a/c", new byte[] { 1 }, default);

        await Store.DeleteAsync(["a/b", "a/unknown", "x/y/z"], default);

        Assert.Equal(["a/c"], (await Store.ListAsync("a/", default)).AsEnumerable());
        await Store.DeleteAsync(["a/c"], default);
        await Store.PutAsync("a/c", new byte[] { 2 }, default);
        Assert.Equal([2], await Store.FindAsync("a/c", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/../x")]
    [InlineData("/etc/x")]
    [InlineData("a//b")]
    [InlineData("a/.staging")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("C:/x")]
    public async Task Any_KeyThatIsNone_IsRefused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(key, new byte[] { 1 }, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(key, default));
    }

    [Fact]
    public async Task Put_ManyWritersAndReaders_ReadersSeeWholeValues()
    {
        await Store.PutAsync("k/v", Filled(0), default);
        var writers = Enumerable.Range(1, 8).Select(fill => Store.PutAsync("k/v", Filled((byte)fill), default));
        var readers = Enumerable.Range(0, 24).Select(_ => Store.FindAsync("k/v", default)).ToList();
        await Task.WhenAll(writers);

        foreach (var value in await Task.WhenAll(readers))
        {
            Assert.Equal(200_000, value!.Length);
            Assert.Single(value.Distinct());
        }

        static byte[] Filled(byte fill)
        {
            var value = new byte[200_000];
            Array.Fill(value, fill);
            return value;
        }
    }
}
