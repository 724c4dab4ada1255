using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Testing.Catalog;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Engine.Tests.Catalog;

public sealed class RecentResourcesTests
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(5);
    private static readonly Guid Id = new("0190a5b0-0000-7000-8000-000000000001");
    private readonly ManualClock clock = new();
    private readonly InMemoryResources<ApplicationSpec> store;
    private readonly RecentResources<ApplicationSpec> resources;
    private int reads;

    public RecentResourcesTests()
    {
        store = new InMemoryResources<ApplicationSpec>(new InMemoryCatalog(clock), "application", "application.name") { Before = (operation, _) => Count(operation) };
        resources = new RecentResources<ApplicationSpec>(store, clock, KeepFor);
    }

    private IRecentResources<ApplicationSpec> Recent => resources;

    [Fact]
    public async Task Find_WithinTheTime_ReadsOnceAndThenAnew()
    {
        var first = await resources.CreateAsync(New(), null, default);
        await Recent.FindAsync(Id, default);
        await Recent.FindAsync(Id, default);
        Assert.Equal(1, reads);

        // As another server does it.
        var second = await store.UpdateAsync(first.Change(first.Spec with { Name = "Store" }, clock.Now()), null, default);
        Assert.Equal(first, await Recent.FindAsync(Id, default));
        Assert.Equal(second, await resources.FindAsync(Id, default));
        clock.Advance(KeepFor);
        Assert.Equal(second, await Recent.FindAsync(Id, default));
    }

    [Fact]
    public async Task Find_AfterAChangeThroughIt_SeesItAtOnce()
    {
        var first = await resources.CreateAsync(New(), null, default);
        await Recent.FindAsync(Id, default);
        var second = await resources.UpdateAsync(first.Change(first.Spec with { Name = "Store" }, clock.Now()), null, default);
        Assert.Equal(second, await Recent.FindAsync(Id, default));

        store.After = (operation, _) => operation == nameof(store.DeleteAsync) ? throw new SyncException(SyncError.MetastoreUnavailable, "The answer was lost.") : Task.CompletedTask;
        await Assert.ThrowsAsync<SyncException>(() => resources.DeleteAsync(Id, 2, null, default));
        Assert.Null(await Recent.FindAsync(Id, default));
    }

    [Fact]
    public async Task Find_ReadWhileItChanges_IsNotKept()
    {
        var first = await resources.CreateAsync(New(), null, default);
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.After = async (operation, _) =>
        {
            if (operation == nameof(store.FindAsync))
            {
                reading.TrySetResult();
                await go.Task;
            }
        };
        var slow = Recent.FindAsync(Id, default).AsTask();
        await reading.Task;
        var second = await resources.UpdateAsync(first.Change(first.Spec with { Name = "Store" }, clock.Now()), null, default);
        go.SetResult();

        Assert.Equal(first, await slow);
        Assert.Equal(second, await Recent.FindAsync(Id, default));
    }

    [Fact]
    public async Task List_OfAParent_IsKeptUntilSomethingChanges()
    {
        var catalog = new InMemoryCatalog(clock);
        var applications = new InMemoryResources<ApplicationSpec>(catalog, "application", "application.name");
        var children = new RecentResources<DatabaseSpec>(new InMemoryResources<DatabaseSpec>(catalog, "database", "database.name") { Before = (operation, _) => Count(operation) }, clock, KeepFor);
        await applications.CreateAsync(New(), null, default);
        IRecentResources<DatabaseSpec> recent = children;

        Assert.Empty(await recent.ListAsync(Id, default));
        Assert.Empty(await recent.ListAsync(Id, default));
        Assert.Equal(1, reads);
        await children.CreateAsync(new(new Guid("0190a5b0-0000-7000-8000-000000000002"), 1, new DatabaseSpec(Id, "Orders", "", DatabaseEnvironment.Production, "x"), clock.Now(), clock.Now()), null, default);

        Assert.Single(await recent.ListAsync(Id, default));
    }

    private Resource<ApplicationSpec> New() => new(Id, 1, new ApplicationSpec("Shop", "", ""), clock.Now(), clock.Now());

    private Task Count(string operation)
    {
        reads += operation is nameof(store.FindAsync) or nameof(store.ListAsync) ? 1 : 0;
        return Task.CompletedTask;
    }
}
