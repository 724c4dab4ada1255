using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Lists;

/// <summary>
/// Everything that the emulated tenant holds: sites, lists, people. Deterministic: time comes from the clock, ids from the seed.
/// Whoever reads or changes it holds <see cref="Gate"/>.
/// </summary>
internal sealed class TenantState
{
    /// <summary>5.1: the account that app-only writes show as their author.</summary>
    public const int SystemAccountId = 1073741822;

    private readonly EmulatorOptions options;
    private readonly TimeProvider clock;
    private Guid? clientId;
    private readonly Dictionary<string, Site> byPath = new(StringComparer.OrdinalIgnoreCase);

    public TenantState(EmulatorOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        Ids = new SeededIds(options.Seed);
    }

    public Lock Gate { get; } = new();

    public SeededIds Ids { get; }

    public EmulatorSwitches Switches => options.Switches;

    public EmulatorOptions Options => options;

    public IEnumerable<Site> Sites => byPath.Values;

    /// <summary>How often anything changed; the saver and the watchers compare it.</summary>
    public long Changes { get; private set; }

    /// <summary>Told the list after each change of its items or columns, while <see cref="Gate"/> is held.</summary>
    public Action<SharePointList>? Changed { get; set; }

    /// <summary>The time, cut to whole seconds as the service keeps it (6.9).</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }
    }

    /// <summary>Notes a change of a list.</summary>
    public void Note(SharePointList list)
    {
        Changes++;
        Changed?.Invoke(list);
    }

    /// <summary>Makes the root site and the sites of the options.</summary>
    public void MakeSites()
    {
        foreach (var path in options.Sites.Prepend(""))
        {
            AddSite(path, options.TimeZone);
        }
    }

    /// <summary>Makes a site, with its user list.</summary>
    public Site AddSite(string path, string timeZone)
    {
        var site = new Site(options.SiteHost, path.TrimEnd('/'), Ids.Next(), Ids.Next(), Now, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
        if (!byPath.TryAdd(site.Path, site))
        {
            throw Refusals.NameTaken("A site with this path exists already.");
        }

        site.Users = UserList.Make(site, Ids, Now);
        site.Add(site.Users);
        Changes++;
        return site;
    }

    /// <summary>Puts back a site of a saved state.</summary>
    public void Load(Site site) => byPath.Add(site.Path, site);

    /// <summary>The site with a server-relative path, or null.</summary>
    public Site? FindSiteByPath(string path) => byPath.GetValueOrDefault(path.TrimEnd('/'));

    /// <summary>3.1: the site with an id, or with a host name alone; or null.</summary>
    public Site? FindSite(string id)
    {
        if (id.Equals("root", StringComparison.OrdinalIgnoreCase) || id.Equals(options.SiteHost, StringComparison.OrdinalIgnoreCase))
        {
            return FindSiteByPath("");
        }

        foreach (var site in byPath.Values)
        {
            if (site.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return site;
            }
        }

        return null;
    }

    /// <summary>The app, as it shows at a site.</summary>
    public Actor App(Site site)
    {
        var id = clientId ??= Guid.Parse(options.ClientId);
        return site.Actors.TryGetValue(id, out var actor) ? actor
            : site.Actors[id] = new Actor(true, id, "Emulated app", "", UserList.Ensure(site, "Emulated app", $"i:0i.t|ms.sp.ext|{id}@{options.Tenant}", "", Now));
    }

    /// <summary>A person of a site, added to its user list when new.</summary>
    public Actor Person(Site site, string name, string email)
    {
        var lookupId = UserList.Ensure(site, name, $"i:0#.f|membership|{email}", email, Now);
        var id = SeededIds.Make(options.Seed, SeededIds.Mix((ulong)email.Length) ^ (ulong)lookupId << 32 | 7);
        return site.Actors.TryGetValue(id, out var actor) ? actor : site.Actors[id] = new Actor(false, id, name, email, lookupId);
    }
}
