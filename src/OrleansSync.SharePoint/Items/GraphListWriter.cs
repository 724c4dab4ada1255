using System.Collections.Immutable;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>Writes lists over Graph.</summary>
internal sealed class GraphListWriter(GraphClient client, BoundLists lists) : IListWriter
{
    private const int WritesMax = 1000;

    /// <inheritdoc/>
    public async Task<ImmutableArray<ListOutcome>> ApplyAsync(SyncDefinition definition, ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writes.Length, WritesMax, nameof(writes));
        var bound = await lists.GetAsync(definition, list, cancellationToken);
        using var encoded = new EncodedWrites(bound, writes);
        return await new WriteCall(client, definition.Id, bound, writes, encoded).RunAsync(cancellationToken);
    }
}
