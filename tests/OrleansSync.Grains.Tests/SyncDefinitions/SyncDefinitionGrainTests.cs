using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
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
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton<ISyncDefinitions>(store).AddSingleton(TimeProvider.System));
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

        var exception = await Assert.ThrowsAsync<SyncException>(() => grain.CreateAsync(Orders, null, validateOnly: false, CancellationToken.None));
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
        var exception = await Assert.ThrowsAsync<SyncException>(() => NewGrain().CreateAsync(SyncDefinitionSpec.Empty, null, validateOnly: false, CancellationToken.None));

        Assert.Equal(SyncDefinitionValidator.Validate(SyncDefinitionSpec.Empty).ToArray(), exception.Violations.ToArray());
    }

    [Fact]
    public async Task Update_RowChangedByAnotherSilo_IsRefusedAndTheNextReadSeesTheirs()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, null, validateOnly: false, CancellationToken.None);
        var theirs = await store.UpdateAsync(created.Change(Orders with { Description = "theirs" }, created.CreatedAt), null, CancellationToken.None);

        var exception = await Assert.ThrowsAsync<SyncException>(() => UpdateAsync(grain, "ours"));

        Assert.Equal(SyncError.EtagMismatch, exception.Error);
        Assert.Equal(theirs, await grain.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Update_ThatChangesNothing_KeepsTheEtag()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, null, validateOnly: false, CancellationToken.None);

        Assert.Equal(created, await UpdateAsync(grain, ""));
    }

    [Fact]
    public async Task Update_ThatChangedNothingRepeatedAfterAnotherChange_GetsTheFirstAnswer()
    {
        var grain = NewGrain();
        var created = await grain.CreateAsync(Orders, null, validateOnly: false, CancellationToken.None);
        var request = new RequestKey(new Guid(9, 9, 9, [9, 9, 9, 9, 9, 9, 9, 9]), [1]);

        await UpdateAsync(grain, "", request);
        var theirs = await UpdateAsync(grain, "theirs");

        Assert.Equal(created, await UpdateAsync(grain, "", request));
        Assert.Equal(theirs, await grain.FindAsync(CancellationToken.None));
    }

    private static Task<SyncDefinition> UpdateAsync(ISyncDefinitionGrain grain, string description, RequestKey? request = null) => grain.UpdateAsync(
        new SyncDefinitionChange(SyncDefinitionFields.Description, Orders with { Description = description }), "", request, validateOnly: false, CancellationToken.None);

    private static SyncException Unavailable() => new(SyncError.MetastoreUnavailable, "The metastore cannot be reached.") { RetryAfter = TimeSpan.FromSeconds(7) };

    private ISyncDefinitionGrain NewGrain() => cluster.Client.GetGrain<ISyncDefinitionGrain>(new Guid(++lastId, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]));
}
