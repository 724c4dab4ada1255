using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Persons;

/// <summary>
/// Finds people of a site by their mail addresses. A person's column takes ids of the site's own user list, and Graph gives no id for an address
/// (sharepoint-graph.md 5.4), so that hidden list is read. Somebody who never came to the site and was never named in it is not there.
/// </summary>
internal sealed class PersonDirectory(SetupCalls calls, SharePointOptions options, PersonCache cache)
{
    private const string Doing = "look for people of the site";

    /// <summary>The ids of those whom the site knows, by the addresses as they were given. Two entries of one address are nobody: neither is surely the right one.</summary>
    /// <param name="siteId">The site: <c>host,GUID,GUID</c>.</param>
    /// <param name="addresses">Mail addresses, without regard to case.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException">The user list cannot be read now, or not by this app.</exception>
    public async Task<ImmutableDictionary<string, int>> FindAsync(string siteId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, int?>(StringComparer.OrdinalIgnoreCase);
        var unknown = new List<string>();
        foreach (var address in addresses.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (cache.TryGet(siteId, address, out var id))
            {
                ids[address] = id;
            }
            else
            {
                unknown.Add(address);
            }
        }

        foreach (var chunk in unknown.Chunk(options.KeysOfLookupMax))
        {
            var found = (await ReadAsync(siteId, chunk, cancellationToken)).ToLookup(user => user.Fields?.EMail ?? "", StringComparer.OrdinalIgnoreCase);
            foreach (var address in chunk)
            {
                int? id = address.Length > 0 && found[address].ToList() is [var only] ? int.Parse(only.Id, CultureInfo.InvariantCulture) : null;
                ids[address] = id;
                cache.Set(siteId, address, id);
            }
        }

        return addresses.Distinct(StringComparer.Ordinal).Where(address => ids[address] is not null).ToImmutableDictionary(address => address, address => ids[address]!.Value, StringComparer.Ordinal); // It is not null.
    }

    private Task<List<SiteUser>> ReadAsync(string siteId, string[] addresses, CancellationToken cancellationToken)
    {
        var filter = string.Join(" or ", addresses.Select(address => $"fields/EMail eq '{address.Replace("'", "''", StringComparison.Ordinal)}'"));
        return calls.ListAsync(
            $"sites/{Uri.EscapeDataString(siteId)}/lists/User%20Information%20List/items?$expand={Uri.EscapeDataString("fields($select=EMail)")}&$filter={Uri.EscapeDataString(filter)}",
            GraphJsonContext.Default.GraphCollectionSiteUser, Doing, cancellationToken, GraphListReader.UnindexedPrefer);
    }
}
