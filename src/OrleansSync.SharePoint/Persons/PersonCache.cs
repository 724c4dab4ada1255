using System.Collections.Concurrent;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Persons;

/// <summary>What is known of people by site and address: their ids, or that the site does not know them, each for a while.</summary>
internal sealed class PersonCache(SharePointOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Site, string Address), (int? Id, DateTimeOffset Until)> known = new();

    /// <summary>True when it is known; the id is null for somebody whom the site does not know.</summary>
    public bool TryGet(string site, string address, out int? id)
    {
        var found = known.TryGetValue((site, Normal(address)), out var entry) && time.GetUtcNow() < entry.Until;
        id = found ? entry.Id : null;
        return found;
    }

    /// <summary>Keeps what was found out.</summary>
    public void Set(string site, string address, int? id)
    {
        if (known.Count >= options.PersonsMax)
        {
            Sweep();
        }

        known[(site, Normal(address))] = (id, time.GetUtcNow() + (id is null ? options.PersonUnknownKeepFor : options.PersonKeepFor));
    }

    // Addresses have no case in SharePoint.
    private static string Normal(string address) => address.ToUpperInvariant();

    // Those that end first go: the ended ones, and a tenth of the rest, so that not every call sweeps.
    private void Sweep()
    {
        var now = time.GetUtcNow();
        var entries = known.OrderBy(entry => entry.Value.Until).ToList();
        foreach (var entry in entries.Take(Math.Max(entries.Count(entry => entry.Value.Until <= now), (entries.Count / 10) + 1)))
        {
            known.TryRemove(entry.Key, out _);
        }
    }
}
