namespace OrleansSync.Engine.Values.Lists;

/// <summary>
/// sharepoint-graph.md 6.6: a date-only column keeps a day as midnight of the site's time zone and shows it as an instant.
/// Both ways go through the declared zone with its daylight saving rules, so that a day is a day wherever the site is.
/// </summary>
public static class SiteMidnight
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The instant to write for a day: its midnight; the first of two midnights; and where midnight is skipped, the first
    /// moment of that day. A day that the zone skipped is refused.
    /// </summary>
    public static bool TryToInstant(DateOnly date, TimeZoneInfo zone, out long unixSeconds, out ValueFailure failure)
    {
        (unixSeconds, failure) = (0, new(ValueRule.DateOutsideList));
        if (date.Year is 1 or 9999)
        {
            return false;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var before = midnight - zone.GetUtcOffset(midnight - Day);
        var after = midnight - zone.GetUtcOffset(midnight + Day);
        var first = before < after ? before : after;
        var last = before < after ? after : before;
        var instant = Local(first, zone) == midnight ? first : Local(last, zone) == midnight ? last : before;
        if (Local(instant, zone).Date != midnight)
        {
            failure = new(ValueRule.DateNotInZone);
            return false;
        }

        (unixSeconds, failure) = (new DateTimeOffset(instant).ToUnixTimeSeconds(), default);
        return true;
    }

    /// <summary>The day of an instant that was read: the nearest midnight of the zone, if it is near enough.</summary>
    public static bool TryToDate(long unixSeconds, TimeZoneInfo zone, TimeSpan tolerance, out DateOnly date, out ValueFailure failure)
    {
        date = default;
        var instant = DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcDateTime;
        if (instant.Year is 1 or 9999)
        {
            failure = new(ValueRule.DateOutsideList);
            return false;
        }

        var local = Local(instant, zone);
        var midnight = (local + (Day / 2)).Date;
        if ((local - midnight).Duration() > tolerance)
        {
            failure = new(ValueRule.DateNotAtMidnight);
            return false;
        }

        (date, failure) = (DateOnly.FromDateTime(midnight), default);
        return true;
    }

    private static DateTime Local(DateTime utc, TimeZoneInfo zone) => DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Utc);
}
