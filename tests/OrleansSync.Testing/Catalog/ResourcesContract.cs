using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Catalog;

/// <summary>What every <see cref="IResources{TSpec}"/> keeps, on a kind without a parent and on its children. A derived class opens new, empty ones for each test.</summary>
public abstract class ResourcesContract : IAsyncLifetime
{
    // Quotes, comments and escapes of SQL and JSON, several scripts, a surrogate pair and a combining mark.
    private const string Hostile = "'; drop table orleanssync.resources; -- \" \\ $1 {0} %s \\u0041 Zürich Москва 東京 🦉 e\u0301";

    protected ManualClock Clock { get; } = new();

    protected SequentialIdSource Ids { get; } = new();

    protected IResources<ApplicationSpec> Applications { get; private set; } = null!; // Set before each test.

    protected IResources<DatabaseSpec> Databases { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => (Applications, Databases) = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<(IResources<ApplicationSpec> Applications, IResources<DatabaseSpec> Databases)> OpenAsync();

    [PostgresFact]
    public async Task Create_HostileTexts_AreReadBackEqualByIdAndByName()
    {
        var made = await Applications.CreateAsync(New(Hostile), null, default);

        Assert.Equal(made, await Applications.FindAsync(made.Id, default));
        Assert.Equal(made, await Applications.FindByNameAsync(null, made.Spec.NameKey, default));
        Assert.Equal(made, Assert.Single(await Applications.ListAsync(null, null, 10, default)));
        Assert.Null(await Applications.FindAsync(Ids.Next(), default));
        Assert.Null(await Databases.FindAsync(made.Id, default));
        Assert.Null(await Applications.FindByNameAsync(Ids.Next(), made.Spec.NameKey, default));
    }

    [PostgresFact]
    public async Task Create_NameThatAParentHasAlready_IsTakenThereOnly()
    {
        var (one, other) = (await Applications.CreateAsync(New("One"), null, default), await Applications.CreateAsync(New("Other"), null, default));
        await Databases.CreateAsync(New(one.Id, "Orders"), null, default);

        var refused = await Assert.ThrowsAsync<SyncException>(() => Databases.CreateAsync(New(one.Id, "ORDERS"), null, default));
        await Databases.CreateAsync(New(other.Id, "Orders"), null, default);

        Assert.Equal((SyncError.NameTaken, "database.name"), (refused.Error, Assert.Single(refused.Violations).Field));
        Assert.Equal(2, (await Databases.ListAsync(null, null, 10, default)).Length);
    }

    [PostgresFact]
    public async Task Create_ParentThatIsNotThere_IsRefused()
    {
        await AssertErrorAsync(SyncError.NotFound, () => Databases.CreateAsync(New(Ids.Next(), "Orders"), null, default));

        Assert.Empty(await Databases.ListAsync(null, null, 10, default));
    }

    [PostgresFact]
    public async Task List_ParentAndPages_GivesEachOnceInTheOrderOfIds()
    {
        var (one, other) = (await Applications.CreateAsync(New("One"), null, default), await Applications.CreateAsync(New("Other"), null, default));
        var made = new List<Resource<DatabaseSpec>>();
        for (var number = 0; number < 5; number++)
        {
            made.Add(await Databases.CreateAsync(New(one.Id, $"Copy {9 - number}"), null, default));
            await Databases.CreateAsync(New(other.Id, $"Copy {number}"), null, default);
        }

        var first = await Databases.ListAsync(one.Id, null, 3, default);
        var second = await Databases.ListAsync(one.Id, first[^1].Id, 3, default);

        Assert.Equal(made.OrderBy(resource => resource.Id), first.Concat(second));
        Assert.Equal(10, (await Databases.ListAsync(null, null, 100, default)).Length);
    }

    [PostgresFact]
    public async Task Update_RevisionByRevision_IsReadBackAndAStaleOneIsRefused()
    {
        var first = await Applications.CreateAsync(New("Shop"), null, default);
        var second = await Applications.UpdateAsync(Renamed(first, "Store"), null, default);

        await AssertErrorAsync(SyncError.EtagMismatch, () => Applications.UpdateAsync(Renamed(first, "Stale"), null, default));
        await AssertErrorAsync(SyncError.NotFound, () => Applications.UpdateAsync(Renamed(New("Nobody"), "x"), null, default));

        Assert.Equal(second, await Applications.FindAsync(first.Id, default));
        Assert.Null(await Applications.FindByNameAsync(null, first.Spec.NameKey, default));
    }

    [PostgresFact]
    public async Task Update_ToATakenName_IsRefusedAndChangesNothing()
    {
        await Applications.CreateAsync(New("One"), null, default);
        var other = await Applications.CreateAsync(New("Other"), null, default);

        await AssertErrorAsync(SyncError.NameTaken, () => Applications.UpdateAsync(Renamed(other, "ONE"), null, default));

        Assert.Equal(other, await Applications.FindAsync(other.Id, default));
    }

    [PostgresFact]
    public async Task Delete_InUseStaleOrGone_IsRefused()
    {
        var parent = await Applications.CreateAsync(New("Shop"), null, default);
        var child = await Databases.CreateAsync(New(parent.Id, "Orders"), null, default);

        await AssertErrorAsync(SyncError.ResourceInUse, () => Applications.DeleteAsync(parent.Id, 1, null, default));
        await AssertErrorAsync(SyncError.EtagMismatch, () => Databases.DeleteAsync(child.Id, 2, null, default));
        await Databases.DeleteAsync(child.Id, 1, null, default);
        await AssertErrorAsync(SyncError.NotFound, () => Databases.DeleteAsync(child.Id, 1, null, default));
        await Applications.DeleteAsync(parent.Id, 1, null, default);

        Assert.Empty(await Applications.ListAsync(null, null, 10, default));
    }

    [PostgresFact]
    public async Task Request_MadeAgain_GetsTheFirstAnswerWhateverHappenedSince()
    {
        var first = await Applications.CreateAsync(New("Shop"), Request(1), default);
        var renamed = await Applications.UpdateAsync(Renamed(first, "Store"), Request(2), default);
        var answered = await Applications.AnswerAsync(renamed, Request(3), default);
        await Applications.UpdateAsync(Renamed(renamed, "Kiosk"), null, default);

        Assert.Equal(first, await Applications.CreateAsync(New("Shop"), Request(1), default));
        Assert.Equal(renamed, await Applications.UpdateAsync(Renamed(first, "Store"), Request(2), default));
        Assert.Equal((renamed, renamed), (answered, await Applications.AnswerAsync(renamed, Request(3), default)));
        await Applications.DeleteAsync(first.Id, 3, Request(4), default);
        await Applications.DeleteAsync(first.Id, 3, Request(4), default);
        Assert.Equal(new ResourceAnswer<ApplicationSpec>(null), await Applications.FindAnswerAsync(Request(4), default));
        Assert.Equal(first, (await Applications.FindAnswerAsync(Request(1), default))?.Resource);
        Assert.Null(await Applications.FindAnswerAsync(Request(5), default));
        await AssertErrorAsync(SyncError.RequestIdReused, () => Applications.CreateAsync(New("Other"), Request(1) with { Fingerprint = [.. new byte[16]] }, default));
        await AssertErrorAsync(SyncError.EtagMismatch, async () => await Applications.AnswerAsync(await Applications.CreateAsync(New("Last"), null, default) with { Revision = 7 }, Request(6), default));
    }

    [PostgresFact]
    public async Task Request_OfARefusedChange_MayBeMadeAgain()
    {
        await Applications.CreateAsync(New("Shop"), null, default);
        await AssertErrorAsync(SyncError.NameTaken, () => Applications.CreateAsync(New("SHOP"), Request(1), default));

        Assert.Null(await Applications.FindAnswerAsync(Request(1), default));
        Assert.Equal("Store", (await Applications.CreateAsync(New("Store"), Request(1), default)).Spec.Name);
    }

    [PostgresFact]
    public async Task Change_FromManyTasks_OneWins()
    {
        var created = await AtOnceAsync(8, _ => Applications.CreateAsync(New("Shop"), null, default));
        var row = Assert.Single(await Applications.ListAsync(null, null, 10, default));
        var updated = await AtOnceAsync(8, number => Applications.UpdateAsync(Renamed(row, $"Shop {number}"), null, default));

        Assert.Equal((1, 7), (created.Count(error => error is null), created.Count(error => error == SyncError.NameTaken)));
        Assert.Equal((1, 7), (updated.Count(error => error is null), updated.Count(error => error == SyncError.EtagMismatch)));
        Assert.Equal(2, (await Applications.FindAsync(row.Id, default))?.Revision);
    }

    protected Resource<ApplicationSpec> New(string name) => new(Ids.Next(), 1, new ApplicationSpec(name, Hostile, "Ada"), Clock.Now(), Clock.Now());

    private Resource<DatabaseSpec> New(Guid application, string name) =>
        new(Ids.Next(), 1, new DatabaseSpec(application, name, "", DatabaseEnvironment.Production, "orders"), Clock.Now(), Clock.Now());

    private Resource<ApplicationSpec> Renamed(Resource<ApplicationSpec> resource, string name) => resource.Change(resource.Spec with { Name = name }, Clock.Now());

    private static RequestKey Request(byte number) => new(new Guid(number, 0, 0, new byte[8]), [.. Enumerable.Repeat(number, 16)]);

    private static async Task AssertErrorAsync(SyncError error, Func<Task> act) => Assert.Equal(error, (await Assert.ThrowsAsync<SyncException>(act)).Error);

    private static async Task<SyncError?[]> AtOnceAsync(int count, Func<int, Task> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            await start.Task;
            try
            {
                await act(number);
                return (SyncError?)null;
            }
            catch (SyncException refused)
            {
                return refused.Error;
            }
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
