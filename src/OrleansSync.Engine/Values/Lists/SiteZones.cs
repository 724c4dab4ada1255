namespace OrleansSync.Engine.Values.Lists;

/// <summary>Finds the time zone that is declared with a site, by its IANA name.</summary>
public static class SiteZones
{
    /// <summary>The zone, or what is wrong and the way out.</summary>
    public static (TimeZoneInfo? Zone, string? Problem) Find(string name)
    {
        if (name is "UTC" or "Etc/UTC")
        {
            return (TimeZoneInfo.Utc, null);
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return (zone, null);
        }

        return TimeZoneInfo.GetSystemTimeZones().Count <= 1
            ? (null, "cannot be looked up: this machine has no time zone data; install the package tzdata.")
            : (null, "is not the IANA name of a time zone, as Europe/Berlin is one; Windows names are not known.");
    }
}
