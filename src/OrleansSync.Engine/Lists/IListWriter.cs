using System.Collections.Immutable;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Lists;

/// <summary>A list, written for a definition within the budget.</summary>
public interface IListWriter
{
    /// <summary>
    /// Applies writes: an outcome for each, in their order, and never an exception for a part of them. Takes at most 10 s: what the budget does
    /// not grant now comes back as <see cref="ListOutcome.NotSent"/>. Nothing is atomic beyond one item; writes of one key keep their order. Throws a
    /// <see cref="Errors.SyncException"/> only when no write of the call can have had an effect; after any other exception nobody knows.
    /// </summary>
    /// <param name="definition">Which definition.</param>
    /// <param name="list">Which list.</param>
    /// <param name="writes">1 to 1,000, no item and no key twice.</param>
    /// <param name="cancellationToken">Cancels what is not sent yet; what was sent is answered as <see cref="ListOutcome.ReplyLost"/>.</param>
    Task<ImmutableArray<ListOutcome>> ApplyAsync(SyncDefinition definition, ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken);
}
