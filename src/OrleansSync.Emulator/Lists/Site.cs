namespace OrleansSync.Emulator.Lists;

/// <summary>A site: its lists, its people, its time zone.</summary>
internal sealed class Site(string host, string path, Guid collectionId, Guid webId, DateTime created, TimeZoneInfo timeZone)
{
    private readonly Dictionary<Guid, SharePointList> lists = [];

    /// <summary>Server-relative, without a slash at its end; empty for the root site.</summary>
    public string Path { get; } = path;

    /// <summary>3.1: host name, site collection and web.</summary>
    public string Id { get; } = $"{host},{collectionId},{webId}";

    /// <summary>The id as it stands in a path.</summary>
    public string EscapedId => field ??= Uri.EscapeDataString(Id);

    public Guid CollectionId { get; } = collectionId;

    public Guid WebId { get; } = webId;

    public string Host { get; } = host;

    public DateTime Created { get; } = created;

    public string Name => Path.Length == 0 ? "" : Path[(Path.LastIndexOf('/') + 1)..];

    public string DisplayName { get; set; } = path.Length == 0 ? "Communication site" : path[(path.LastIndexOf('/') + 1)..];

    public string WebUrl => $"https://{Host}{Path}";

    /// <summary>6.6: where date-only values have their midnight. Graph does not tell it.</summary>
    public TimeZoneInfo TimeZone { get; set; } = timeZone;

    public IEnumerable<SharePointList> Lists => lists.Values;

    /// <summary>The site's user list, from which persons take their ids.</summary>
    public SharePointList Users { get; set; } = null!; // Set by whoever makes the site, before anybody sees it.

    /// <summary>Who changed something here, by id.</summary>
    public Dictionary<Guid, Actor> Actors { get; } = [];

    public void Add(SharePointList list) => lists.Add(list.Id, list);

    public void Remove(SharePointList list) => lists.Remove(list.Id);

    /// <summary>3.5: a list by id, title or name; or null.</summary>
    public SharePointList? FindList(string key) => Guid.TryParse(key, out var id) ? lists.GetValueOrDefault(id) : FindListByName(key);

    private SharePointList? FindListByName(string key) =>
        lists.Values.FirstOrDefault(list => list.DisplayName.Equals(key, StringComparison.OrdinalIgnoreCase) || list.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
}
