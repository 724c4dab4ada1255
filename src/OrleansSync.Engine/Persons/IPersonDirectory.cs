using System.Collections.Immutable;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Persons;

/// <summary>People whom a site knows, by their addresses. A port.</summary>
public interface IPersonDirectory
{
    /// <summary>The ids in the site's user list of those whom the site knows. Somebody whom it knows twice is left out: neither entry is surely the right one.</summary>
    /// <param name="connectionId">The connection of the site.</param>
    /// <param name="siteId">The site's id in Graph: <c>host,GUID,GUID</c>.</param>
    /// <param name="addresses">Mail addresses, without regard to case; up to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>By the addresses as they were given.</returns>
    /// <exception cref="SyncException">The user list cannot be read now, or not by this app.</exception>
    Task<ImmutableDictionary<string, int>> FindAsync(Guid connectionId, string siteId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);
}
