using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Conflicts;

/// <summary>
/// The losing values of decided conflicts, as the ledger's commits left them (P5). Kept for a while, then removed. When the store cannot be
/// reached, it throws <see cref="Errors.SyncError.MetastoreUnavailable"/>.
/// </summary>
public interface ILosses
{
    /// <summary>Up to <paramref name="limit"/> losses of a row, the latest first.</summary>
    Task<ImmutableArray<Loss>> FindLossesAsync(SyncDefinitionId definition, SyncKey key, int limit, CancellationToken cancellationToken);
}
