using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.SharePoint.Connections;

namespace OrleansSync.SharePoint.Items;

/// <summary>Lists of all definitions, each over the client of its own connection.</summary>
internal sealed class ConnectedLists(GraphConnections connections, ICompiledDefinitions definitions, BoundLists lists, ILoggerFactory loggers) : IListReader, IListWriter
{
    private readonly ILogger<GraphListReader> logger = loggers.CreateLogger<GraphListReader>();

    /// <inheritdoc/>
    public async Task<ItemPage> ReadDeltaAsync(SyncDefinition definition, ListId list, Cursor.DeltaLink? link, CancellationToken cancellationToken) =>
        await (await ReaderAsync(definition, cancellationToken)).ReadDeltaAsync(definition, list, link, cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, ListId list, ImmutableArray<int> items, CancellationToken cancellationToken) =>
        await (await ReaderAsync(definition, cancellationToken)).FindItemsAsync(definition, list, items, cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<ItemView>> FindByKeysAsync(SyncDefinition definition, ListId list, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken) =>
        await (await ReaderAsync(definition, cancellationToken)).FindByKeysAsync(definition, list, keys, cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<ListOutcome>> ApplyAsync(SyncDefinition definition, ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        return await new GraphListWriter(await connections.GetAsync(compiled.ConnectionId, cancellationToken), lists).ApplyAsync(definition, list, writes, cancellationToken);
    }

    private async Task<GraphListReader> ReaderAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        return new(await connections.GetAsync(compiled.ConnectionId, cancellationToken), lists, logger);
    }
}
