using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Metastore;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Runs;

namespace OrleansSync.Testing.Tests.Ledger;

/// <summary>The contract on the twin, and how it fails when it is told to.</summary>
public sealed class InMemoryLedgerTests : LedgerContract
{
    private InMemoryLedger _twin = null!; // Set before each test.

    protected override Task<LedgerStores> OpenAsync()
    {
        var metastore = new InMemoryMetastore();
        _twin = new InMemoryLedger(metastore);
        return Task.FromResult(new LedgerStores(_twin, new InMemorySyncRuns(metastore), _twin));
    }

    [PostgresFact]
    public async Task Before_Throws_NothingIsChanged()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        _twin.Before = (operation, _) => operation == nameof(ILedger.CommitAsync) ? throw new SyncException(SyncError.MetastoreUnavailable, "down") : Task.CompletedTask;

        await Assert.ThrowsAsync<SyncException>(() => Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default));

        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
    }

    [PostgresFact]
    public async Task After_Throws_TheChangeIsMade()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        _twin.After = (operation, _) => operation == nameof(ILedger.CommitAsync) ? throw new SyncException(SyncError.MetastoreUnavailable, "down") : Task.CompletedTask;

        await Assert.ThrowsAsync<SyncException>(() => Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default));

        Assert.Equal(Entry(1), Assert.Single(await Ledger.FindAsync(Definition, [Key(1)], default)));
    }
}
