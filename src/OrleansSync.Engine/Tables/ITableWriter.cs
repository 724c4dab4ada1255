using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tables;

/// <summary>
/// A definition's table, written. When the database cannot be reached, any method throws <see cref="Errors.SyncException"/>, and the outcome
/// of a write is unknown: apply the same batch again, which finds what is done.
/// </summary>
public interface ITableWriter
{
    /// <summary>Draws keys for rows to come (a sequence, or UUIDs of ours); they are never given again, used or not.</summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="count">1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ImmutableArray<RowKey>> DrawKeysAsync(SyncDefinition definition, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a batch in ONE transaction of the user's database, less the rows that it refuses: an outcome for each write, in their order.
    /// Once it returns, the outcomes are durable.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="writes">1 to 1,000, no key twice.</param>
    /// <param name="cancellationToken">Cancels; the outcome is unknown then.</param>
    Task<ImmutableArray<TableOutcome>> ApplyAsync(SyncDefinition definition, ImmutableArray<TableWrite> writes, CancellationToken cancellationToken);
}
