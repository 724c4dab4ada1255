using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Persons;
using OrleansSync.SharePoint.Connections;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Persons;

/// <summary>People of all sites, each over the client of its own connection.</summary>
internal sealed class ConnectedPersons(GraphConnections connections, PersonCache cache, IOptions<SharePointOptions> options) : IPersonDirectory
{
    /// <inheritdoc/>
    public async Task<ImmutableDictionary<string, int>> FindAsync(Guid connectionId, string siteId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        await new PersonDirectory(new SetupCalls(await connections.GetAsync(connectionId, cancellationToken)), options.Value, cache).FindAsync(siteId, addresses, cancellationToken);
}
