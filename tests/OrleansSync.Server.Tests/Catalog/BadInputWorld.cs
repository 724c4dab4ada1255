namespace OrleansSync.Server.Tests.Catalog;

/// <summary>One world for tests that change nothing in it.</summary>
public sealed class BadInputWorld : IAsyncLifetime
{
    internal CatalogWorld World { get; private set; } = null!; // Set before the tests.

    public async Task InitializeAsync() => World = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();
}
