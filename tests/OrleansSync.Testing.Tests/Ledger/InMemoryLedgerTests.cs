using OrleansSync.Engine.Ledger;
using OrleansSync.Testing.Ledger;

namespace OrleansSync.Testing.Tests.Ledger;

/// <summary>The contract on the twin.</summary>
public sealed class InMemoryLedgerTests : LedgerContract
{
    protected override Task<ILedger> OpenAsync() => Task.FromResult<ILedger>(new InMemoryLedger());
}
