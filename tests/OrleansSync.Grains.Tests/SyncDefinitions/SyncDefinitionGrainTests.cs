using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Grains.Tests.SyncRuns;
using OrleansSync.Testing.SyncDefinitions;

namespace OrleansSync.Grains.Tests.SyncDefinitions;

public sealed class SyncDefinitionGrainTests : IAsyncLifetime
{
    private static readonly SyncDefinitionSpec Orders = new(
        "Orders", "", SyncDirection.Push, new TableReference("public", "orders"), new ListReference("https://contoso.sharepoint.com/sites/Sales", "Orders"));

    private readonly InMemorySyncDefinitions store = new(TimeProvider.System);
    private InProcessTestCluster cluster = null!;
    private int lastId;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton<ISyncDefinitions>(store).AddSingleton<IDefinitionCatalog>(new OpenCatalog()).AddSingleton(TimeProvider.System).AddInMemoryRuns());
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task Find_UnknownId_IsNull() => Assert.Null(await NewGrain().FindAsync(CancellationToken.None));

    [Fact]
    public async Task Create_StoreFailsAfterItsCommit_TellsTheErrorAndTheNextReadFindsTheRow()
    {
        var grain = NewGrain();
        store.After = (operation, _) => operation == nameof(ISyncDefinitions.CreateAsync) ? throw Unavailable() : Task.CompletedTask;

        var exception = await Assert.ThrowsAsync<SyncException>(() => grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None));
        store.After = null;

        Assert.Equal((SyncError.MetastoreUnavailable, TimeSpan.FromSeconds(7)), (exception.Error, exception.RetryAfter));
        Assert.Equal(Orders, (await grain.FindAsync(CancellationToken.None))?.Spec);
    }

    [Fact]
    public async Task Find_StoreFailsAtActivation_TellsTheErrorAndRecovers()
    {
        var grain = NewGrain();
        store.Before = (_, _) => throw Unavailable();

        var exception = await Assert.ThrowsAsync<SyncException>(() => grain.FindAsync(CancellationToken.None));
        store.Before = null;

        Assert.Equal(SyncError.MetastoreUnavailable, exception.Error);
        Assert.Null(await grain.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Create_WrongFields_KeepsTheViolationsOverTheGrainBoundary()
    {
        var exception = await Assert.ThrowsAsync<SyncException>(() => NewGrain().CreateAsync(SyncDefinitionSpec.Empty, author: null, null, validateOnly: false, CancellationToken.None));

        Assert.Equal(SyncDefinitionValidator.Validate(SyncDefinitionSpec.Empty).ToArray(), exception.Violations.ToArray());
    }

    [Fact]
    public async Task Update_RowChangedByAnotherSilo_IsRefusedAndTheNextReadSeesTheirs()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None);
        var theirs = await store.UpdateAsync(created.Change(Orders with { Description = "theirs" }, created.CreatedAt), null, CancellationToken.None);

        var exception = await Assert.ThrowsAsync<SyncException>(() => UpdateAsync(grain, "ours"));

        Assert.Equal(SyncError.EtagMismatch, exception.Error);
        Assert.Equal(theirs, await grain.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Update_ThatChangesNothing_KeepsTheEtag()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None);

        Assert.Equal(created, await UpdateAsync(grain, ""));
    }

    [Fact]
    public async Task Update_ThatChangedNothingRepeatedAfterAnotherChange_GetsTheFirstAnswer()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None);
        var request = new RequestKey(new Guid(9, 9, 9, [9, 9, 9, 9, 9, 9, 9, 9]), [1]);

        await UpdateAsync(grain, "", request);
        var theirs = await UpdateAsync(grain, "theirs");

        Assert.Equal(created, await UpdateAsync(grain, "", request));
        Assert.Equal(theirs, await grain.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Create_RequestThatMadeAnotherId_AnswersThatOneAndLeavesThisIdUnused()
    {
        var request = new RequestKey(new Guid(8, 8, 8, [8, 8, 8, 8, 8, 8, 8, 8]), [1]);
        var first = await NewGrain().CreateAsync(Orders, author: null, request, validateOnly: false, CancellationToken.None);
        var second = NewGrain();

        Assert.Equal(first, await second.CreateAsync(Orders, author: null, request, validateOnly: false, CancellationToken.None));
        Assert.Null(await second.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Create_TwoAtOnceWithOneRequest_AnswerTheSameDefinition()
    {
        var request = new RequestKey(new Guid(7, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]), [1]);
        var grains = Enumerable.Range(0, 8).Select(_ => NewGrain()).ToList();

        var answers = await Task.WhenAll(grains.Select(grain => grain.CreateAsync(Orders, author: null, request, validateOnly: false, CancellationToken.None)));

        Assert.Single(answers.Distinct());
        Assert.Single(await store.ListAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Definition_IsGoneAndItsRepetitionSucceeds()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None);
        var request = new RequestKey(new Guid(6, 6, 6, [6, 6, 6, 6, 6, 6, 6, 6]), [1]);

        await grain.DeleteAsync(created.Etag, request, validateOnly: true, CancellationToken.None);
        Assert.Equal(created, await grain.FindAsync(CancellationToken.None));
        await grain.DeleteAsync(created.Etag, request, validateOnly: false, CancellationToken.None);
        await grain.DeleteAsync(created.Etag, request, validateOnly: false, CancellationToken.None);

        Assert.Null(await grain.FindAsync(CancellationToken.None));
        Assert.Equal(SyncError.NotFound, (await Assert.ThrowsAsync<SyncException>(() => grain.DeleteAsync("", null, validateOnly: false, CancellationToken.None))).Error);
    }

    [Fact]
    public async Task Update_ValidateOnly_ShowsTheResultChecksTheNameAndChangesNothing()
    {
        var (grain, other) = (NewGrain(), NewGrain());
        var created = await grain.CreateAsync(Orders, author: null, null, validateOnly: false, CancellationToken.None);
        await other.CreateAsync(Orders with { Name = "Invoices" }, author: null, null, validateOnly: false, CancellationToken.None);
        var change = Orders with { Name = "Orders 2" };
        var clash = Orders with { Name = "INVOICES" };

        Assert.Equal("Orders 2", (await grain.UpdateAsync(change, "", author: null, null, validateOnly: true, CancellationToken.None)).Spec.Name);
        var exception = await Assert.ThrowsAsync<SyncException>(() => grain.UpdateAsync(clash, "", author: null, null, validateOnly: true, CancellationToken.None));

        Assert.Equal(SyncError.NameTaken, exception.Error);
        Assert.Equal(created, await grain.FindAsync(CancellationToken.None));
    }

    private static Task<SyncDefinition> UpdateAsync(ISyncDefinitionGrain grain, string description, RequestKey? request = null) => grain.UpdateAsync(
        Orders with { Description = description }, "", author: null, request, validateOnly: false, CancellationToken.None);

    private static SyncException Unavailable() => new(SyncError.MetastoreUnavailable, "The metastore cannot be reached.") { RetryAfter = TimeSpan.FromSeconds(7) };

    private ISyncDefinitionGrain NewGrain() => cluster.Client.GetGrain<ISyncDefinitionGrain>(new Guid(++lastId, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]));
}
