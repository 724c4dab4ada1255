namespace OrleansSync.Engine.SharePointLists;

/// <summary>Draws the short numbers that the ledger has for lists.</summary>
public interface IListNumbers
{
    /// <summary>A number that was never drawn before; from 1.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    Task<int> NextAsync(CancellationToken cancellationToken);
}
