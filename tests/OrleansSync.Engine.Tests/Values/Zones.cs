using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>Time zones by name; says what is missing when the machine has none.</summary>
internal static class Zones
{
    public static TimeZoneInfo Get(string name)
    {
        var (zone, problem) = SiteZones.Find(name);
        return zone ?? throw new InvalidOperationException($"The time zone {name} {problem}");
    }
}
