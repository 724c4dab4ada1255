using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Metastore;
using OrleansSync.Testing.Runs;

namespace OrleansSync.Testing.Tests.Runs;

/// <summary>The contract on the twin.</summary>
public sealed class InMemorySyncRunsTests : SyncRunsContract
{
    protected override Task<LedgerStores> OpenAsync()
    {
        var metastore = new InMemoryMetastore();
        var ledger = new InMemoryLedger(metastore);
        return Task.FromResult(new LedgerStores(ledger, new InMemorySyncRuns(metastore), ledger));
    }
}
