using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Runs;
using OrleansSync.Testing.Ledger;

namespace OrleansSync.EndToEnd.Push;

/// <summary>A ledger of a worker that dies when it would commit once more.</summary>
internal sealed class DyingLedger(ILedger ledger, int commits) : LedgerDecorator(ledger)
{
    private readonly ILedger living = ledger;
    private int left = commits;

    public override Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken) =>
        --left >= 0 ? living.CommitAsync(commit, cancellationToken) : throw new IOException("The worker died.");
}
