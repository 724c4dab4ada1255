using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.SyncDefinitions;

namespace OrleansSync.Postgres.Tests.SyncDefinitions;

/// <summary>The contract on the twin, and how it fails when it is told to.</summary>
public sealed class InMemorySyncDefinitionsTests : SyncDefinitionsContract
{
    private InMemorySyncDefinitions _twin = null!; // Set before each test.

    protected override Task<ISyncDefinitions> OpenAsync() => Task.FromResult<ISyncDefinitions>(_twin = new InMemorySyncDefinitions(Clock));

    [PostgresFact]
    public async Task Before_Throws_NothingIsChanged()
    {
        _twin.Before = (operation, _) => operation == nameof(ISyncDefinitions.CreateAsync) ? throw new SyncException(SyncError.MetastoreUnavailable, "down") : Task.CompletedTask;

        await AssertErrorAsync(SyncError.MetastoreUnavailable, () => Definitions.CreateAsync(New("Orders"), Request(1), default));

        Assert.Empty(await Definitions.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task After_Throws_TheChangeIsMade()
    {
        _twin.After = (operation, _) => operation == nameof(ISyncDefinitions.CreateAsync) ? throw new SyncException(SyncError.MetastoreUnavailable, "down") : Task.CompletedTask;
        var definition = New("Orders");

        await AssertErrorAsync(SyncError.MetastoreUnavailable, () => Definitions.CreateAsync(definition, Request(1), default));

        Assert.Equal(definition, (await Definitions.FindAnswerAsync(Request(1), default))?.Definition);
    }
}
